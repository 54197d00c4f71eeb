import type { Contest } from './contest.ts';

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

const places = ({ n }: Contest) => Array.from({ length: n }, (_, i) => i);

/** For each candidate, the mean over its opponents of the share of people's votes; ties are halves. */
export function peopleOf(contest: Contest): number[] {
  return places(contest).map((a) =>
    mean(
      places(contest).flatMap((b) => {
        const votes = contest.votes[a < b ? `${a},${b}` : `${b},${a}`];
        if (a === b || !votes) return [];
        const [low, tie, high] = votes;
        return [((a < b ? low : high) + tie / 2) / (low + tie + high)];
      }),
    ),
  );
}

/** Who of two people's majority prefers: 1 the first named, 0 the other; null where neither or nobody. */
export function majority({ votes }: Contest, a: number, b: number): 0 | 1 | null {
  const [low, , high] = votes[a < b ? `${a},${b}` : `${b},${a}`] ?? [0, 0, 0];
  if (low === high) return null;
  return low > high === a < b ? 1 : 0;
}

/** For each candidate, its share of wins in the judge's whole table; what is missing is a half. */
export function tableOf(contest: Contest): number[] {
  const { verdicts } = contest;
  return places(contest).map((a) =>
    mean(
      places(contest)
        .filter((b) => b !== a)
        .flatMap((b) => [share(verdicts[`${a},${b}`], 'first'), share(verdicts[`${b},${a}`], 'second')]),
    ),
  );
}

const share = (verdict: string | undefined, win: 'first' | 'second') =>
  verdict === undefined || verdict === 'tie' ? 0.5 : Number(verdict === win);
