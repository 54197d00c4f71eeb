import { expect, it } from 'vitest';
import { progressLine } from '../../../src/cli/progress.ts';

it('a bar fills, and says what is left by the pace of this run alone', () => {
  const so = { what: 'pairs judged', total: 100, before: 50, seconds: 10 };
  expect(progressLine({ ...so, done: 75 })).toBe(
    `[${'█'.repeat(18)}${'░'.repeat(6)}] 75 of 100 pairs judged · 10 s · about 10 s left`,
  );
  expect(progressLine({ ...so, done: 50 })).toMatch(/^\[█{12}░{12}\] 50 of 100 pairs judged · 10 s$/);
  expect(progressLine({ ...so, done: 100 })).toMatch(/^\[█{24}\] 100 of 100 pairs judged · 10 s$/);
  expect(progressLine({ ...so, total: 0, before: 0, done: 0 })).toMatch(/^\[█{24}\] 0 of 0/);
  expect(progressLine({ ...so, total: null, done: 3 })).toBe('3 pairs judged · 10 s');
});
