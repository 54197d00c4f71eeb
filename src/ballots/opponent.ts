import { seeded } from '../seeded.ts';
import type { Voting } from '../terms.ts';

export interface Lineup {
  policy: 'runner-up' | 'random' | 'all';
  /** How likely it was that the pick meets this opponent, over both ways of choosing one; 0–1. 1 where all are shown. */
  probability: number;
  /** Slots in the order shown: A, B … */
  shown: number[];
}

/**
 * Who stands on a ballot, and in which order, by the ask's seed: all candidates, or the pick and one opponent. `standings`: slots best
 * first, the pick among them. null where there is no second candidate.
 */
export function drawLineup(kind: Voting, seed: string, pick: number, standings: readonly number[]): Lineup | null {
  if (kind !== 'ballot') return drawDuel(seed, pick, standings);
  if (standings.length < 2) return null;
  return { policy: 'all', probability: 1, shown: seeded(seed, 'ballot').shuffle(standings) };
}

/** The pick's opponent is the runner-up, or any other candidate by lot, half and half. */
function drawDuel(seed: string, pick: number, standings: readonly number[]): Lineup | null {
  const others = standings.filter((slot) => slot !== pick);
  const runnerUp = others[0];
  if (runnerUp === undefined) return null;
  const lot = seeded(seed, 'duel');
  const policy = lot.coin() ? 'runner-up' : 'random';
  const opponent = policy === 'runner-up' ? runnerUp : (others[lot.below(others.length)] ?? runnerUp);
  const probability = 0.5 / others.length + (opponent === runnerUp ? 0.5 : 0);
  return { policy, probability, shown: lot.coin() ? [pick, opponent] : [opponent, pick] };
}
