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
 * Standard deviations of a judge in units of a call's noise, as `Prior` has them, and what people see
 * otherwise.
 */
export interface Recorded {
  name: string;
  /** Of the strengths as the judge sees them, its taste included. */
  strength: number;
  /** Its taste, in standard deviations of what people see. */
  taste: number;
  pairError: number;
  orderError: number;
  firstSlot: number;
}

/** A logistic noise of one logit is as wide as 1.7 of the normal noise that those units have. */
export const LOGITS = 1.7;

export const likeRecorded = ({ name, strength, taste, pairError, orderError, firstSlot }: Recorded): Scenario => {
  const slope = (LOGITS * strength) / Math.sqrt(1 + taste ** 2);
  const [ofPair, ofOrder, ofSlot] = [pairError, orderError, firstSlot].map((one) => LOGITS * one) as [
    number,
    number,
    number,
  ];
  return {
    name,
    strengths: normal,
    slope,
    style: slope * taste,
    pairError: ofPair,
    orderError: ofOrder,
    firstSlot: ofSlot,
    invalid: 0.03,
  };
};

/**
 * Judges as they are. The first two reproduce the published rows of RRM on RewardBench: 82.2 % with one call
 * and 84.8 % with the majority of sixteen for 7B, 91.2 % and 91.9 % for 32B (Guo et al. 2025, table 3). How
 * what is left divides into taste, order error and position bias is not published: half, a quarter, a
 * quarter. The others have the deviations that `fitPrior` finds in recorded tables of verdicts, and the taste
 * that people's votes on them show.
 */
export const realistic: readonly Scenario[] = [
  likeRecorded({ name: 'rrm-7b', strength: 2.3, taste: 0.34, pairError: 0, orderError: 0.85, firstSlot: 0.85 }),
  likeRecorded({ name: 'rrm-32b', strength: 15.7, taste: 0.19, pairError: 0, orderError: 2.8, firstSlot: 2.8 }),
  likeRecorded({ name: 'even-handed', strength: 9, taste: 0.9, pairError: 0.47, orderError: 2.84, firstSlot: 5.2 }),
  likeRecorded({ name: 'minds the order', strength: 3.6, taste: 1.8, pairError: 0.4, orderError: 5.2, firstSlot: 8.7 }),
];

/**
 * Stress tests: judges whose calls are almost independent, and worse. The scenarios of the first table,
 * fitted to its figures for the knockout, the round robins and the judge without noise; and further ones.
 */
export const scenarios: readonly Scenario[] = [
  ...realistic,
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
