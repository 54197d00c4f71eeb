import { seeded } from '../../src/seeded.ts';

/** Random numbers of the kinds that a simulated community needs, from one seed. */
export interface Chance {
  /** From 0 to 1, exclusive of both. */
  uniform(): number;
  happens(probability: number): boolean;
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  /** Normal with mean 0 and deviation 1 (Box–Muller). */
  gauss(): number;
}

export function chance(seed: string): Chance {
  const lot = seeded(seed, 'community');
  const uniform = () => (lot.below(2 ** 31) + 0.5) / 2 ** 31;
  return {
    uniform,
    happens: (probability) => uniform() < probability,
    below: lot.below,
    gauss: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
