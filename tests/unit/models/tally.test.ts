import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicCounts, countFrom, MOST_TOKENS, openAiCounts } from '../../../src/models/counts.ts';
import { mostInputTokens, mostTokens, mostTokensOf } from '../../../src/models/estimate-tokens.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { openTally, takenBy } from '../../../src/models/tally.ts';
import { request } from './ask.ts';

const anything = fc.oneof(
  fc.anything(),
  fc.constantFrom(
    -1,
    -0,
    0.5,
    1e308,
    3e9,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '12',
    '0x10',
    true,
    [5],
    { valueOf: 5 },
    5n,
  ),
  fc.nat(),
);
const isCount = (value: number | null) =>
  value === null || (Number.isSafeInteger(value) && value >= 0 && value <= MOST_TOKENS);

describe('a count from outside', () => {
  it('is a whole number that can be, or unknown', () => {
    fc.assert(fc.property(anything, (value) => void expect(isCount(countFrom(value))).toBe(true)));
    fc.assert(fc.property(fc.nat(MOST_TOKENS), (value) => void expect(countFrom(value)).toBe(value)));
    expect(Object.is(countFrom(-0), 0)).toBe(true);
  });

  it('is so in each field of a usage', () => {
    const details = fc.oneof(anything, fc.record({ reasoning_tokens: anything, thinking_tokens: anything }));
    const usage = fc.record(
      {
        ...{ prompt_tokens: anything, completion_tokens: anything, completion_tokens_details: details },
        ...{ input_tokens: anything, output_tokens: anything, output_tokens_details: details },
        ...{ cache_read_input_tokens: anything, cache_creation_input_tokens: anything },
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, usage), (said) => {
        for (const counts of [openAiCounts(said), anthropicCounts(said)])
          expect(Object.values(counts).every(isCount)).toBe(true);
      }),
    );
  });

  it('that is the sum of what was read and what was cached is unknown where a part is', () => {
    expect(anthropicCounts({ input_tokens: 2, cache_read_input_tokens: 'many' }).inputTokens).toBeNull();
    expect(anthropicCounts({ input_tokens: MOST_TOKENS, cache_read_input_tokens: 1 }).inputTokens).toBeNull();
    expect(anthropicCounts({ input_tokens: 2, cache_read_input_tokens: null }).inputTokens).toBe(2);
  });
});

describe('the most tokens of a text', () => {
  const texts = fc.array(fc.string({ unit: 'binary' }));

  it('are never fewer than its bytes or its characters, and grow with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(mostTokensOf(a)).toBe(new TextEncoder().encode(a).length);
        expect(mostTokensOf(a + b)).toBeGreaterThanOrEqual([...a].length + [...b].length);
      }),
    );
  });

  it('of a request hold all its texts, and something for each', () => {
    fc.assert(
      fc.property(texts, fc.option(fc.string({ unit: 'binary' }), { nil: undefined }), (contents, system) => {
        const messages = contents.map((content) => ({ role: 'user' as const, content }));
        const asked = { messages, ...(system === undefined ? {} : { system }) };
        const bytes = mostTokensOf(`${system ?? ''}${contents.join('')}`);
        expect(mostInputTokens(asked)).toBeGreaterThan(bytes + 8 * contents.length);
        expect(mostTokens({ ...asked, maxTokens: 9 }).outputTokens).toBe(9);
      }),
    );
  });
});

describe('what a try took', () => {
  const count = fc.option(fc.nat(MOST_TOKENS));
  const tally = fc.record({
    ...{ sent: fc.boolean(), unreachable: fc.boolean(), streaming: fc.boolean(), final: fc.boolean() },
    said: fc.record({ inputTokens: count, outputTokens: count, reasoningTokens: count }),
    ...{ bytes: fc.nat(), pieces: fc.nat(), hidden: fc.nat() },
  });
  const error = fc.option(
    fc
      .record({ status: fc.constantFrom(undefined, 302, 400, 429, 500, 502, 503, 504, 529) })
      .map(({ status }) => new ModelError('unavailable', 'x', status === undefined ? {} : { status })),
  );

  it('is the final count of the server, or else an estimate between what was seen and the most that was asked for', () => {
    fc.assert(
      fc.property(tally, error, (seen, ended) => {
        const { inputTokens, outputTokens, estimated } = takenBy(request, seen, ended);
        const { said } = seen;
        expect([inputTokens, outputTokens].every(isCount)).toBe(true);
        expect(inputTokens).toBeGreaterThanOrEqual(said.inputTokens ?? 0);
        if (!estimated) return;
        expect(inputTokens).toBe(said.inputTokens ?? mostInputTokens(request));
        // Each piece is at least one token.
        const sure = Math.min(MOST_TOKENS, Math.max(said.outputTokens ?? 0, seen.streaming ? seen.pieces : 0));
        expect(outputTokens).toBeLessThanOrEqual(Math.max(sure, request.maxTokens));
        const least = Math.max(sure, seen.streaming ? Math.min(request.maxTokens, seen.bytes) : 0);
        expect(outputTokens).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('is nothing where nothing was sent', () => {
    expect(takenBy(request, openTally(), null)).toEqual({ inputTokens: 0, outputTokens: 0, estimated: false });
  });
});
