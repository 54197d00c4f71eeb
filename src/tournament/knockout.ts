import { seeded } from '../seeded.ts';
import { type Field, flyingIds, isSpent, readField, winnerOf } from './field.ts';
import { expectedOfMatch, mostOfMatch, readMatch } from './match.ts';
import type { MatchRule } from './match-rule.ts';
import { pickFrom } from './pick.ts';
import type { NextComparison, Pick, Step, Tournament, TournamentState } from './tournament.ts';

/**
 * Single elimination over a random bracket: n − 1 matches, losers leave. A match starts as soon as both sides
 * are known and have arrived. Where the judge gives no valid verdict, the seed tosses a coin.
 * Source: "Reward Reasoning Model", arXiv 2505.14674.
 */
export function knockout(rule: MatchRule): Tournament {
  return {
    name: rule.name === 'single' ? 'knockout' : `knockout:${rule.name}`,
    isAdaptive: false,
    isExact: rule.votes === 1,
    mostComparisons: (n) => matchesOf(n) * mostOfMatch(rule, 'again'),
    expectedComparisons: (n) => Math.ceil(matchesOf(n) * expectedOfMatch(rule)),
    next(state) {
      const field = readField(state);
      const bracket = playBracket(field, rule, state);
      const over = typeof bracket.winner === 'number';
      if (over || isSpent(field)) {
        return { compare: [], pick: pickOf(field, bracket, state), cancel: flyingIds(state) };
      }
      return nextOf(field, bracket);
    },
    best(state) {
      const field = readField(state);
      return pickOf(field, playBracket(field, rule, state), state);
    },
  };
}

const matchesOf = (n: number) => Math.max(0, n - 1);

interface Bracket {
  /** The winner; `open` while it is not known; `nobody` where every candidate of the branch is gone. */
  winner: Side;
  needed: { round: number; next: NextComparison }[];
  /** Losers by valid verdicts, with how many rounds before the final they lost. */
  lostAt: Map<number, number>;
  useless: number[];
}

type Side = number | 'open' | 'nobody';

function playBracket(field: Field, rule: MatchRule, state: TournamentState): Bracket {
  const arrived = new Set(field.arrived);
  const live = new Set(field.live);
  const bracket: Bracket = { winner: 'open', needed: [], lostAt: new Map(), useless: [...field.orphans] };

  const play = (candidates: readonly number[], round: number): Side => {
    if (candidates.length === 1) {
      const candidate = candidates[0]!;
      return arrived.has(candidate) ? candidate : live.has(candidate) ? 'open' : 'nobody';
    }
    const half = Math.ceil(candidates.length / 2);
    const a = play(candidates.slice(0, half), round + 1);
    const b = play(candidates.slice(half), round + 1);
    if (a === 'nobody') return b;
    if (b === 'nobody') return a;
    if (a === 'open' || b === 'open') return 'open';

    const calls = field.comparisons.filter(
      (c) => (c.first === a && c.second === b) || (c.first === b && c.second === a),
    );
    const match = readMatch([a, b], calls, rule, 'again', state.seed);
    if (!match.settled) {
      bracket.needed.push(...match.needed.map((next) => ({ round, next })));
      return 'open';
    }
    bracket.useless.push(...calls.filter(({ verdict }) => verdict === null).map(({ id }) => id));
    if (match.leader === null)
      return seeded(state.seed, `coin for ${Math.min(a, b)} and ${Math.max(a, b)}`).coin() ? a : b;
    bracket.lostAt.set(match.leader === a ? b : a, round);
    return match.leader;
  };
  bracket.winner = play(field.order, 0);
  return bracket;
}

/** Starts with the rounds furthest from the final: the others wait for them. */
function nextOf(field: Field, { needed, useless }: Bracket): Step {
  const soonest = needed.toSorted((a, b) => b.round - a.round);
  return { compare: soonest.slice(0, field.room).map(({ next }) => next), pick: null, cancel: useless };
}

function pickOf(field: Field, { winner, lostAt }: Bracket, { n }: TournamentState): Pick {
  const support = new Array<number>(n).fill(0);
  for (const comparison of field.comparisons) {
    const candidate = winnerOf(comparison);
    if (candidate !== null) support[candidate] = (support[candidate] ?? 0) + 1;
  }
  const stillIn = (candidate: number) => (candidate === winner ? -2 : -1);
  const standings = field.arrived.toSorted(
    (a, b) => (lostAt.get(a) ?? stillIn(a)) - (lostAt.get(b) ?? stillIn(b)) || support[b]! - support[a]!,
  );
  return pickFrom(standings, field, n);
}
