import { seeded } from '../seeded.ts';
import { type MatchPolicy, playMatch, winnerOf } from './match.ts';
import type { NextComparison, Pick, Step, Tournament, TournamentState } from './tournament.ts';

/**
 * The paper's knockout (Guo et al. 2025, section on multi-response rewarding): a random bracket, byes for odd counts, the loser of a
 * match leaves. A match begins as soon as both of its entrants are known and there, whatever the other matches do.
 */
export function knockout(name: string, policy: MatchPolicy): Tournament {
  return { name, next: (state) => next(state, policy), best: (state) => best(state, policy) };
}

/** One place in a round: who stands there, or null while it is open; `gone` entrants have left it to their opponent. */
type Place = { slot: number | null; gone: boolean };

interface Played {
  ask: NextComparison[];
  champion: number | null;
}

function next(state: TournamentState, policy: MatchPolicy): Step {
  const { ask, champion } = play(state, policy);
  const inFlight = state.comparisons.filter(({ verdict }) => verdict === null);
  if (champion !== null) {
    return { compare: [], pick: toPick(state, champion), cancel: inFlight.map(({ id }) => id) };
  }
  const left = (state.maxComparisons ?? Number.POSITIVE_INFINITY) - state.comparisons.length;
  if (left <= 0 && inFlight.length === 0 && state.arrived.length > 0)
    return { compare: [], pick: best(state, policy), cancel: [] };
  return {
    compare: ask.slice(0, Math.max(0, Math.min(left, state.parallel - inFlight.length))),
    pick: null,
    cancel: [],
  };
}

/** Walks the bracket as far as it is known. */
function play(state: TournamentState, policy: MatchPolicy): Played {
  const ask: NextComparison[] = [];
  const here = new Set(state.arrived);
  const gone = new Set(state.gone);
  let round: Place[] = seeded(state.seed, 'bracket')
    .shuffle(Array.from({ length: state.n }, (_, slot) => slot))
    .map((slot) => ({ slot: here.has(slot) ? slot : null, gone: gone.has(slot) }));
  while (round.length > 1) {
    const winners: Place[] = [];
    for (let i = 0; i < round.length; i += 2) {
      const [a, b] = [round[i] as Place, round[i + 1]];
      if (!b || b.gone) winners.push(a);
      else if (a.gone) winners.push(b);
      else if (a.slot === null || b.slot === null) winners.push({ slot: null, gone: false });
      else {
        const match = playMatch(state, policy, a.slot, b.slot);
        ask.push(...match.ask);
        winners.push({ slot: match.winner, gone: false });
      }
    }
    round = winners;
  }
  return { ask, champion: round[0]?.slot ?? null };
}

/** The candidate with most valid verdicts for it, then the one that lost least, then the bracket's order. */
function best(state: TournamentState, policy: MatchPolicy): Pick {
  const { champion } = play(state, policy);
  return toPick(state, champion ?? (standings(state)[0] as number));
}

function toPick(state: TournamentState, slot: number): Pick {
  const order = standings(state).filter((other) => other !== slot);
  return { slot, pBest: chances(state, slot), standings: [slot, ...order], judged: wins(state, slot) > 0 };
}

const verdicts = (state: TournamentState) =>
  state.comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second');
const wins = (state: TournamentState, slot: number) => verdicts(state).filter((c) => winnerOf(c) === slot).length;
const losses = (state: TournamentState, slot: number) =>
  verdicts(state).filter((c) => (c.first === slot || c.second === slot) && winnerOf(c) !== slot).length;

/** Slots that arrived, best first. */
function standings(state: TournamentState): number[] {
  const order = seeded(state.seed, 'standings').shuffle(state.arrived);
  return order.sort((a, b) => wins(state, b) - wins(state, a) || losses(state, a) - losses(state, b));
}

/** A published accuracy of such judges in one call; enough for a knockout, which asks too little to know better. */
const ACCURACY = 0.8;

/**
 * How likely each slot is the best, if every verdict is right with the same probability and all orders were as likely before:
 * each candidate's chance is multiplied by the odds of every match that it won, and divided by those of every one that it lost.
 */
function chances(state: TournamentState, pick: number): number[] {
  const odds = ACCURACY / (1 - ACCURACY);
  const weights = Array.from({ length: state.n }, (_, slot) =>
    state.arrived.includes(slot) ? odds ** (wins(state, slot) - losses(state, slot)) : 0,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, slot) => (total > 0 ? weight / total : slot === pick ? 1 : 0));
}
