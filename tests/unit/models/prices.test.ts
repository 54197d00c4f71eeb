import { describe, expect, it } from 'vitest';
import { costOf, knownPrices } from '../../../src/models/prices.ts';

const million = { inputTokens: 1e6, outputTokens: 1e6 };

describe('the price of a call', () => {
  it('is known for a known model, dated or not', () => {
    expect(costOf(knownPrices, 'anthropic:claude-sonnet-5-5', { inputTokens: 1000, outputTokens: 200 })).toBeCloseTo(
      0.004,
    );
    expect(costOf(knownPrices, 'anthropic:claude-haiku-4-5-20251001', million)).toBe(6);
  });

  it('is unknown, not zero, for any other', () => {
    expect(costOf(knownPrices, 'anthropic:claude-9', million)).toBeNull();
    expect(costOf(knownPrices, 'hf:m@http://127.0.0.1/v1', million)).toBeNull();
  });

  it('is unknown for a prompt that is longer than it holds for', () => {
    const long = { inputTokens: 100_001, outputTokens: 1 };
    expect(costOf(knownPrices, 'anthropic:claude-haiku-5-5', long)).toBeNull();
    expect(costOf(knownPrices, 'anthropic:claude-haiku-5-5', { ...long, inputTokens: 100_000 })).not.toBeNull();
  });

  it('goes by the place where one is named, and else by the model', () => {
    const prices = { 'hf:m': { input: 1, output: 1 }, 'hf:m@dear': { input: 9, output: 9 } };
    expect(costOf(prices, 'hf:m@dear', million)).toBe(18);
    expect(costOf(prices, 'hf:m@cheap', million)).toBe(2);
  });
});
