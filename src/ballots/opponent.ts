import { seeded } from '../seeded.ts';

export interface Duel {
  opponent: number;
  policy: 'runner-up' | 'random';
  /** How likely this opponent was, over both ways of choosing; 0–1. */
  probability: number;
  /** The pick and its opponent in the order shown: A, B. */
  shown: [number, number];
}

/**
 * Chooses the pick's opponent and the order in which the two are shown, by the ask's seed: the runner-up, or any other candidate by lot,
 * half and half. `standings`: slots best first, the pick among them. null where there is no second candidate.
 */
export function drawDuel(seed: string, pick: number, standings: readonly number[]): Duel | null {
  const others = standings.filter((slot) => slot !== pick);
  const runnerUp = others[0];
  if (runnerUp === undefined) return null;
  const lot = seeded(seed, 'duel');
  const policy = lot.coin() ? 'runner-up' : 'random';
  const opponent = policy === 'runner-up' ? runnerUp : (others[lot.below(others.length)] ?? runnerUp);
  const probability = 0.5 / others.length + (opponent === runnerUp ? 0.5 : 0);
  return { opponent, policy, probability, shown: lot.coin() ? [pick, opponent] : [opponent, pick] };
}
