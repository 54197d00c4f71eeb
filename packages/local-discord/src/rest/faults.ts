/** The faults that a test has planned. */
export interface FaultPlan {
  fail: { match: RegExp; status: number; times: number; retryAfter: number }[];
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
