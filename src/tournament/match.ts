import { seeded } from '../seeded.ts';
import type { Comparison, NextComparison, TournamentState } from './tournament.ts';

/** How often a pair is asked: once, in both orders with a third call on a flip, or k times in alternating orders. */
export type MatchPolicy = { kind: 'single' } | { kind: 'both' } | { kind: 'voting'; k: number };

export function readPolicy(text: string): MatchPolicy | null {
  if (text === 'single' || text === 'both') return { kind: text };
  const k = Number(/^voting:(\d{1,2})$/.exec(text)?.[1]);
  return k >= 1 && k <= 15 ? { kind: 'voting', k } : null;
}

export interface MatchResult {
  /** null while it is not decided. */
  winner: number | null;
  /** Whether a valid verdict decided it; a coin did where there was none, or as many for the one as for the other. */
  judged: boolean;
  /** What to ask next, beyond what is in flight. */
  ask: NextComparison[];
}

/** After so many invalid verdicts a match is asked no more. */
const MOST_INVALID = 3;

/** The state of the match of `a` against `b`: a pure function of its comparisons so far. */
export function playMatch(state: TournamentState, policy: MatchPolicy, a: number, b: number): MatchResult {
  const [one, two] = a < b ? [a, b] : [b, a];
  const coin = seeded(state.seed, `match ${one} ${two}`);
  const oneFirst = coin.coin();
  const drawn = coin.coin() ? one : two;
  const played = state.comparisons.filter(
    (c) => (c.first === one && c.second === two) || (c.first === two && c.second === one),
  );
  const valid = played.filter((c) => c.verdict === 'first' || c.verdict === 'second');
  const invalid = played.filter((c) => c.verdict === 'invalid').length;
  const winsOne = valid.filter((c) => winnerOf(c) === one).length;
  const winsTwo = valid.length - winsOne;
  const decided = (): MatchResult => {
    if (winsOne === winsTwo) return { winner: drawn, judged: false, ask: [] };
    return { winner: winsOne > winsTwo ? one : two, judged: true, ask: [] };
  };
  if (invalid >= MOST_INVALID) return decided();
  const wanted = wantedVerdicts(policy, winsOne, winsTwo);
  if (valid.length >= wanted) return decided();
  const inFlight = played.filter((c) => c.verdict === null).length;
  const ask = Array.from({ length: Math.max(0, wanted - valid.length - inFlight) }, (_, i) => {
    // Orders alternate over all calls of the match, invalid ones included.
    const first = (played.length + i) % 2 === 0 ? oneFirst : !oneFirst;
    return first ? { first: one, second: two, tier: 0 as const } : { first: two, second: one, tier: 0 as const };
  });
  return { winner: null, judged: false, ask };
}

export const winnerOf = ({ first, second, verdict }: Comparison): number => (verdict === 'first' ? first : second);

/** How many valid verdicts the match needs as things stand; a vote that can no longer turn is not asked to its end. */
function wantedVerdicts(policy: MatchPolicy, winsOne: number, winsTwo: number): number {
  switch (policy.kind) {
    case 'single':
      return 1;
    case 'both':
      return winsOne === 1 && winsTwo === 1 ? 3 : 2;
    case 'voting': {
      const majority = Math.floor(policy.k / 2) + 1;
      return Math.max(winsOne, winsTwo) >= majority ? winsOne + winsTwo : policy.k;
    }
  }
}
