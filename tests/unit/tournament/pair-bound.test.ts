import { expect, it } from 'vitest';
import { bestPossible } from '../../../bench/tournament/pair-bound.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * The values are from tests/statistics/pair_bound.py: a mix of two policies that uses three calls on average.
 */
it.each([
  { strength: 1.2, bias: 0, most: 0.90946 },
  { strength: 1.2, bias: 0.8, most: 0.89344 },
  { strength: 0.405, bias: 0, most: 0.66468 },
  { strength: 2.5, bias: 0.3, most: 0.99782 },
])('the most that three calls can give a judge of strength $strength and bias $bias is reached', (judge) => {
  const { strength, bias, most } = judge;
  const kind = { weight: 1, first: logistic(strength + bias), second: logistic(strength - bias) };
  expect(bestPossible([kind], 3)).toBeCloseTo(most, 4);
});
