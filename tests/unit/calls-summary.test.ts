import { expect, it } from 'vitest';
import { type CountedCall, summariseCalls } from '../../src/research/calls-summary.ts';

const call = (verdict: CountedCall['verdict'], costUsd: number | null = 0.5): CountedCall => ({
  verdict,
  forced: false,
  usage: { inputTokens: 10, outputTokens: 5, reasoningTokens: null, costUsd },
  latencyMs: 1000,
});

it('what calls cost is added up, and unknown where one is', () => {
  const rows = [[call('first'), call('second')], [call('invalid')]];
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

it('five calls that always agree are no five times as sure', () => {
  const width = (times: number) => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: times }, () => call(i % 2 ? 'first' : 'second')),
    );
    const { low, high } = summariseCalls(rows).firstSlotRate;
    return (high as number) - (low as number);
  };
  expect(width(5)).toBeCloseTo(width(1), 3);
});
