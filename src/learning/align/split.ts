import { FEWEST_VOTERS } from '../../agreement/judge-trial.ts';
import type { Duel } from './duel.ts';

/** The shares of the three parts; what is left is for the test. */
const SHARES = { train: 0.4, choose: 0.2 } as const;
/** With fewer questions a part tells nothing. */
export const LEAST = { train: 16, choose: 8, test: 16 } as const;
type Part = keyof typeof LEAST;

/** Duels by what they are for: to propose rules from, to choose among lists, to try the chosen one once. */
export interface Parts extends Record<Part, Duel[]> {
  bounds: Bounds;
}

/** When the second and the third part begin, by the time at which a ballot closed. */
export interface Bounds {
  chooseFrom: Date;
  testFrom: Date;
}

/** Why there is nothing to learn from yet. */
export interface Lacking {
  /** How many questions more are needed at least, each with a vote for a side. 0: people are lacking. */
  questions: number;
  /** How many people more have to vote. */
  people: number;
}

/**
 * Splits duels by the time at which they closed, 40/20/40: rules are tried on what came after everything that
 * they were made from. All duels of one ask are in one part, by the last of them. Those without a vote for a
 * side are left out.
 * @param testedUntil asks that closed at or before it have served as a test, and never do again
 */
export function splitDuels(duels: readonly Duel[], testedUntil: Date | null): Parts | Lacking {
  const groups = groupsOf(duels);
  const voters = new Set(groups.flatMap(({ duels: own }) => own.flatMap(({ votes }) => votes.map((v) => v.voter))));
  const fresh = groups.findIndex(({ at }) => testedUntil === null || at > testedUntil.getTime());
  const usual = Math.round(groups.length * (SHARES.train + SHARES.choose));
  const test = moveToBoundary(groups, Math.max(usual, fresh === -1 ? groups.length : fresh));
  const choose = moveToBoundary(groups, Math.round((test * SHARES.train) / (SHARES.train + SHARES.choose)));
  const lacks = Math.max(
    LEAST.train + LEAST.choose + LEAST.test - groups.length,
    LEAST.train - choose,
    LEAST.choose - (test - choose),
    LEAST.test - (groups.length - test),
    0,
  );
  const people = Math.max(0, FEWEST_VOTERS - voters.size);
  const [chooseFrom, testFrom] = [groups[choose]?.at, groups[test]?.at];
  if (lacks > 0 || people > 0 || chooseFrom === undefined || testFrom === undefined)
    return { questions: lacks, people };
  return splitBy(duels, { chooseFrom: new Date(chooseFrom), testFrom: new Date(testFrom) });
}

/** The parts between known bounds, whatever has been deleted since they were drawn. */
export function splitBy(duels: readonly Duel[], bounds: Bounds): Parts {
  const parts: Parts = { train: [], choose: [], test: [], bounds };
  for (const { at, duels: own } of groupsOf(duels)) {
    const part = at >= bounds.testFrom.getTime() ? 'test' : at >= bounds.chooseFrom.getTime() ? 'choose' : 'train';
    parts[part].push(...own);
  }
  return parts;
}

/** Asks that closed in the same millisecond are in one part: bounds are times. */
function moveToBoundary(groups: readonly { at: number }[], index: number): number {
  let at = index;
  while (at > 0 && at < groups.length && groups[at]?.at === groups[at - 1]?.at) at += 1;
  return at;
}

/** Duels by their ask, the first closed first. */
function groupsOf(duels: readonly Duel[]): { at: number; duels: Duel[] }[] {
  const byAsk = Map.groupBy(
    duels.filter(({ votes }) => votes.length > 0),
    ({ askId }) => askId,
  );
  return [...byAsk]
    .map(([askId, own]) => ({ askId, at: Math.max(...own.map(({ closedAt }) => closedAt.getTime())), duels: own }))
    .sort((one, other) => one.at - other.at || (one.askId < other.askId ? -1 : 1));
}
