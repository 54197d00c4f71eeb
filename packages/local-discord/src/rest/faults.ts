import type { RefusedRequest } from '../driver.ts';
import { DiscordRefusal, problem } from '../errors.ts';

export interface Refusing extends RefusedRequest {
  times: number;
}

/** The faults that a test has planned. */
export interface FaultPlan {
  fail: { match: RegExp; status: number; times: number; retryAfter: number }[];
  refuse: Refusing[];
  lose: { match: RegExp; times: number }[];
}

/**
 * Uses up one of the `times` of the first plan that matches this path.
 * @returns undefined when no plan matches.
 */
export function take<P extends { match: RegExp; times: number }>(plans: readonly P[], path: string): P | undefined {
  const plan = plans.find(({ match, times }) => times > 0 && path.search(match) !== -1);
  if (plan) plan.times--;
  return plan;
}

/**
 * Uses up one of the `times` of the first refusal that this request meets.
 * @throws that refusal.
 */
export function refuseAsPlanned(plans: readonly Refusing[], method: string, path: string, body: unknown): void {
  const plan = plans.find(
    (one) =>
      one.times > 0 &&
      path.search(one.match) !== -1 &&
      (one.method ?? method) === method &&
      (one.says === undefined || JSON.stringify(body ?? null).search(one.says) !== -1),
  );
  if (!plan) return;
  plan.times--;
  const problems = Object.entries(plan.errors ?? {}).map(([path, code]) => problem(path, 'Refused on purpose.', code));
  throw new DiscordRefusal(plan.status ?? 400, plan.code, 'Refused on purpose.', problems);
}
