import type { JuryRule } from '../terms.ts';
import { winnerOf } from './field.ts';
import type { Comparison } from './tournament.ts';

/** Two or three judges, by their places, and how comparisons are shared out among them. */
export interface Jury {
  rule: JuryRule;
  size: number;
  /** Judges that cannot be asked now: their turns go to the others. */
  out: readonly number[];
}

/**
 * Who judges a comparison. A pure function of the state, so that another worker, or a replay, decides alike.
 *
 * - `round-robin`: the judges take turns, by the comparison's number.
 * - `escalate`: the first judge, until its own verdicts on the pair contradict each other, as the two orders
 *   of a pair may; then the next one, and so on. The last one stays.
 *
 * @param jury absent: one judge
 * @returns the place of the judge, from 0
 */
export function jurorFor(
  jury: Jury | undefined,
  comparisons: readonly Comparison[],
  { id, first, second }: Pick<Comparison, 'id' | 'first' | 'second'>,
): number {
  if (!jury) return 0;
  const all = Array.from({ length: jury.size }, (_, juror) => juror);
  const there = all.filter((juror) => !jury.out.includes(juror));
  // Where nobody can be asked, somebody has to be asked to find out.
  const able = there.length > 0 ? there : all;
  if (jury.rule === 'round-robin') return able[(id - 1) % able.length]!;
  const pair = new Set([first, second]);
  const ofPair = comparisons.filter((one) => pair.has(one.first) && pair.has(one.second));
  const isTorn = (juror: number) =>
    new Set(ofPair.filter((one) => jurorOf(one) === juror).flatMap((one) => winnerOf(one) ?? [])).size > 1;
  return able.find((juror) => !isTorn(juror)) ?? able.at(-1)!;
}

/** Who judged a comparison, or is judging it. */
export const jurorOf = ({ juror = 0 }: { juror?: number | undefined }): number => juror;
