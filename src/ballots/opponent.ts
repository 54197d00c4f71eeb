import { seeded } from '../seeded.ts';
import type { Voting } from '../terms.ts';

/** The candidates on a ballot and how they were chosen. */
export interface Lineup {
  policy: 'runner-up' | 'random' | 'all';
  /** Probability that this opponent was chosen, over both policies, in (0, 1]. It is 1 when all are shown. */
  probability: number;
  /** Slots in the order shown: A, B, … */
  shown: number[];
}

/**
 * Draws who is on a ballot and in which order, from the ask's seed. A `ballot` shows all candidates. Any
 * other voting shows the pick and one opponent.
 *
 * @param standings the slots of all candidates that take part, best first. Holds the pick.
 * @returns null when there is no second candidate.
 */
export function drawLineup(kind: Voting, seed: string, pick: number, standings: readonly number[]): Lineup | null {
  if (kind !== 'ballot') return drawDuel(seed, pick, standings);
  if (standings.length < 2) return null;
  return { policy: 'all', probability: 1, shown: seeded(seed, 'ballot').shuffle(standings) };
}

/**
 * Draws a duel. With probability ½ the opponent is the runner-up, otherwise a random one of the other
 * candidates. The runner-up can be drawn there too.
 */
function drawDuel(seed: string, pick: number, standings: readonly number[]): Lineup | null {
  const others = standings.filter((slot) => slot !== pick);
  const runnerUp = others[0];
  if (runnerUp === undefined) return null;
  const lot = seeded(seed, 'duel');
  const policy = lot.coin() ? 'runner-up' : 'random';
  const opponent = policy === 'runner-up' ? runnerUp : (others[lot.below(others.length)] ?? runnerUp);
  const probability = opponentProbability(others.length, opponent === runnerUp);
  return { policy, probability, shown: lot.coin() ? [pick, opponent] : [opponent, pick] };
}

/**
 * With which probability an opponent is drawn that is one of `others`, over both ways of drawing it, in
 * (0, 1].
 */
export const opponentProbability = (others: number, isRunnerUp: boolean): number =>
  0.5 / others + (isRunnerUp ? 0.5 : 0);
