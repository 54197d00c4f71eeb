import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByMonth } from '../../src/research/export/by-month.ts';

const collect = async (sizes: readonly number[], lasts: readonly number[]) => {
  let place = 0;
  const pages = (async function* () {
    for (const size of sizes) yield Array.from({ length: size }, () => ({ place: ++place, row: { place } }));
  })();
  const found: unknown[][] = [];
  for await (const { pages: own } of splitByMonth(
    pages,
    lasts.map((last, i) => ({ month: `m${i}`, last })),
  )) {
    const rows: unknown[] = [];
    for await (const page of own) rows.push(...page.map((row) => row.place));
    found.push(rows);
  }
  return found;
};

describe('the months of an export', () => {
  it('hold every row once, in its order, wherever a page ends', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 8 }),
        fc.array(fc.nat(40), { maxLength: 5 }),
        async (sizes, cuts) => {
          const total = sizes.reduce((sum, size) => sum + size, 0);
          const lasts = [...cuts.map((cut) => Math.min(cut, total)).toSorted((a, b) => a - b), total];
          const expected = lasts.map((last, i) => {
            const first = (lasts[i - 1] ?? 0) + 1;
            return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
          });
          expect(await collect(sizes, lasts)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    ));
});
