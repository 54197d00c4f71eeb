/** What goes wrong on purpose. */
export interface FaultPlan {
  fail: { match: RegExp; status: number; times: number; retryAfter: number }[];
  lose: { match: RegExp; times: number }[];
}

/** The first plan that this path meets, which is used up by that. */
export function take<P extends { match: RegExp; times: number }>(plans: readonly P[], path: string): P | undefined {
  const plan = plans.find(({ match, times }) => times > 0 && path.search(match) !== -1);
  if (plan) plan.times--;
  return plan;
}
