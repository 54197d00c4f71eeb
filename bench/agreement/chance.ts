import { seeded } from '../../src/seeded.ts';

/** Seeded random numbers for simulated communities. */
export interface Chance {
  /** Between 0 and 1, both exclusive. */
  uniform(): number;
  happens(probability: number): boolean;
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  /** Standard normal (Box–Muller). */
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
