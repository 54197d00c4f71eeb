import { expect, it } from 'vitest';
import { type JudgedPair, summarise } from '../../../src/research/judge-summary.ts';
import { clusterFor, clusterOf } from '../../../src/research/row-clusters.ts';

const pair = (id: number, cluster?: string, right = true): JudgedPair => ({
  ...{ id, ...(cluster === undefined ? {} : { cluster }), verdict: right ? 'first' : 'second', label: 'first' },
  ...{ confidence: 0.9, comparisons: [] },
});

it('a row belongs to the cluster that it names, or to all rows with its prompt', () => {
  expect(clusterFor({ cluster: 7, prompt: 'a' })).toBe(7);
  expect(clusterFor({ prompt: 'a' })).toBe(clusterFor({ prompt: 'a' }));
  expect(clusterFor({ prompt: 'a' })).not.toBe(clusterFor({ prompt: 'b' }));
  expect(clusterOf({ id: 1 })).not.toBe(clusterOf({ id: 2, cluster: 1 }));
});

it('four pairs of one prompt are no four prompts: the interval is as wide as with one of them', () => {
  const width = (times: number, clustered: boolean) => {
    const pairs = Array.from({ length: 40 * times }, (_, i) =>
      pair(i, clustered ? `${Math.floor(i / times)}` : undefined, Math.floor(i / times) % 4 > 0),
    );
    const { low, high } = summarise(pairs).accuracy.majority;
    return high! - low!;
  };
  expect(width(4, true)).toBeCloseTo(width(1, true), 2);
  expect(width(4, false)).toBeLessThan(0.6 * width(1, false));
  expect(summarise([pair(1, 'a'), pair(2, 'a'), pair(3, 'b'), pair(4)])).toMatchObject({ clusters: { count: 3 } });
});

it('one prompt alone tells nothing about others', () => {
  expect(summarise([pair(1, 'a'), pair(2, 'a', false)]).accuracy.majority).toMatchObject({
    ...{ value: 0.5, low: null, high: null },
  });
});
