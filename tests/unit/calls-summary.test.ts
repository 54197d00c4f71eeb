import { expect, it } from 'vitest';
import { type CountedCall, summariseCalls } from '../../src/research/calls-summary.ts';

const call = (verdict: CountedCall['verdict'], costUsd: number | null = 0.5, order = '0,1'): CountedCall => ({
  order,
  verdict,
  forced: false,
  usage: { inputTokens: 10, outputTokens: 5, reasoningTokens: null, costUsd },
  latencyMs: 1000,
});

it('what calls cost is added up, and unknown where one is', () => {
  const rows = [[call('first'), call('second', 0.5, '1,0')], [call('invalid')]];
  expect(summariseCalls(rows)).toMatchObject({
    calls: 3,
    tokens: { input: 30, output: 15 },
    costUsd: 1.5,
    seconds: { total: 3, medianCall: 1 },
    firstSlotRate: { value: 0.5, n: 2 },
    invalidRate: { n: 3 },
  });
  expect(summariseCalls([...rows, [call('first', null)]]).costUsd).toBeNull();
  expect(summariseCalls([])).toMatchObject({ calls: 0, costUsd: 0, firstSlotRate: { value: null } });
});

it('rates are those of the first verdict on each ordered pair, however often it is asked again', () => {
  // A judge that names the first in three of four orders; the tournament asks again what gave no verdict.
  const row = [
    call('first', 0, '0,1'),
    call('invalid', 0, '1,0'),
    call('invalid', 0, '1,0'),
    call('first', 0, '1,0'),
    call('second', 0, '0,1'),
    call('second', 0, '0,1'),
  ];
  const { firstSlotRate, invalidRate, calls } = summariseCalls([row, [call('first'), call('second', 0, '1,0')]]);
  expect(firstSlotRate).toMatchObject({ value: 0.75, n: 4 });
  expect(invalidRate).toMatchObject({ value: 0.25, n: 4 });
  expect(calls).toBe(8);
});

it('five calls that always agree are no five times as sure', () => {
  const width = (times: number) => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: times }, (_call, k) => call(i % 2 ? 'first' : 'second', 0, `${k}`)),
    );
    const { low, high } = summariseCalls(rows).firstSlotRate;
    return (high as number) - (low as number);
  };
  expect(width(5)).toBeCloseTo(width(1), 3);
});

it('rows of one question are no further questions', () => {
  // Forty questions with four rows each, on which the judge says the same.
  const rows = Array.from({ length: 160 }, (_, i) => [call(i % 8 < 4 ? 'first' : 'second', 0)]);
  const clusters = rows.map((_, i) => `${Math.floor(i / 4)}`);
  const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
  const alone = summariseCalls(rows.filter((_, i) => i % 4 === 0)).firstSlotRate;
  expect(width(summariseCalls(rows, clusters).firstSlotRate)).toBeCloseTo(width(alone), 3);
  expect(width(summariseCalls(rows).firstSlotRate)).toBeLessThan(0.6 * width(alone));
});
