import { expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/cli/rejudge.ts';

it.each([
  ['done', 0, 0],
  ['done', 2, 1],
  ['limit', 0, 0],
  ['limit', 1, 1],
  ['spent', 0, 0],
  ['judge-unavailable', 0, 1],
  ['unknown-price', 0, 1],
  ['stopped', 0, 130],
  ['stopped', 3, 130],
] as const)('a re-judging that ends as %s with %i failures exits with %i', (end, failed, code) => {
  expect(exitCodeOf({ end, failed })).toBe(code);
});
