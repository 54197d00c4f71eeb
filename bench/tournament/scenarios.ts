import { gauss, uniform } from './random.ts';
import type { Scenario } from './world.ts';

const normal = (n: number, key: number) => Array.from({ length: n }, (_, i) => gauss(key, 1, i));
const base: Scenario = { name: 'base', strengths: normal, slope: 2, pairError: 1.6, firstSlot: 0.5, invalid: 0.03 };

/** One candidate in four is right, at least one; the rest are wrong, and all much alike. */
const fewRight = (n: number, key: number) => {
  const right = Math.floor(uniform(key, 2) * n);
  return Array.from(
    { length: n },
    (_, i) => (i === right || uniform(key, 3, i) < 0.25 ? 1 : -1) + 0.1 * gauss(key, 1, i),
  );
};

/** Student's t with 3 degrees of freedom, scaled to a standard deviation of 1. */
const heavy = (n: number, key: number) =>
  Array.from({ length: n }, (_, i) => {
    const chi = gauss(key, 4, i) ** 2 + gauss(key, 5, i) ** 2 + gauss(key, 6, i) ** 2;
    return gauss(key, 1, i) / Math.sqrt(chi);
  });

/**
 * The scenarios of the table, fitted to its figures for the knockout, the round robins and the judge without
 * noise; and further ones.
 */
export const scenarios: readonly Scenario[] = [
  base,
  { ...base, name: 'noisy', slope: 1.2, pairError: 0.6, firstSlot: 0.3 },
  { ...base, name: 'intransitive', pairError: 2.2 },
  { ...base, name: 'first-slot', firstSlot: 1.5 },
  { ...base, name: 'near-ties', strengths: (n, key) => normal(n, key).map((x) => 0.3 * x) },
  { ...base, name: 'few-right', strengths: fewRight, slope: 1.2 },
  { ...base, name: 'style', style: 1, pairError: 1.2 },
  { ...base, name: 'drifting', drift: 0.4 },
  { ...base, name: 'invalid-15', invalid: 0.15 },
  { ...base, name: 'sharp', slope: 3.5, pairError: 1 },
  { ...base, name: 'heavy-tails', strengths: heavy },
];
