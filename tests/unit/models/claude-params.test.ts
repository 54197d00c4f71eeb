import { describe, expect, it } from 'vitest';
import { claudeParams as toClaude } from '../../../src/models/claude-params.ts';
import type { ModelRequest } from '../../../src/models/model.ts';
import { request } from './ask.ts';

const claudeParams = (model: string, asked: ModelRequest) => toClaude(model, asked).params;

const adaptive = { type: 'adaptive', display: 'summarized' };

describe('what a Claude is sent', () => {
  it.each(['claude-opus-4-7', 'claude-sonnet-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-mythos-preview'])(
    '%s answers HTTP 400 to sampling parameters, and gets none',
    (model) => {
      const params = claudeParams(model, request);
      expect(params).not.toHaveProperty('temperature');
      expect(params).not.toHaveProperty('top_p');
      expect(toClaude(model, request).headers).toEqual({});
    },
  );

  it.each(['claude-3-7-sonnet-20250219', 'claude-sonnet-4-20250514', 'claude-haiku-4-5-20251001', 'claude-opus-4-6'])(
    '%s gets a temperature, and not both of two that exclude each other',
    (model) => {
      expect(claudeParams(model, request)).toMatchObject({ temperature: 0.6 });
      expect(claudeParams(model, request)).not.toHaveProperty('top_p');
      expect(claudeParams(model, { ...request, temperature: 1.4 })).toMatchObject({ temperature: 1 });
      const { temperature: _, ...without } = request;
      expect(claudeParams(model, without)).toMatchObject({ top_p: 1 });
      // The API version of the SDK would answer HTTP 400.
      expect(toClaude(model, request).headers).toEqual({ 'anthropic-version': '2023-06-01' });
      expect(toClaude(model, { messages: request.messages, maxTokens: 100 }).headers).toEqual({});
    },
  );

  it('is a budget to think with up to Claude 4.5, in the bounds that the API sets', () => {
    const think = (thinkingTokens: number, maxTokens: number) =>
      claudeParams('claude-haiku-4-5', { ...request, thinkingTokens, maxTokens });
    expect(think(4096, 8192).thinking).toEqual({ type: 'enabled', budget_tokens: 4096 });
    expect(think(100, 8192).thinking).toEqual({ type: 'enabled', budget_tokens: 1024 });
    expect(think(8192, 4096).thinking).toEqual({ type: 'enabled', budget_tokens: 4095 });
    expect(think(4096, 8192)).not.toHaveProperty('temperature');
    expect(think(4096, 1024)).toMatchObject({ temperature: 0.6 });
    expect(think(4096, 1024)).not.toHaveProperty('thinking');
  });

  it.each([
    [1024, 'low'],
    [4096, 'medium'],
    [8192, 'high'],
  ])('is an effort from Claude 4.6 on: %i tokens are %s', (thinkingTokens, effort) => {
    for (const model of ['claude-sonnet-4-6', 'claude-opus-5-5', 'claude-mythos-preview']) {
      const params = claudeParams(model, { ...request, thinkingTokens });
      expect(params).toMatchObject({ thinking: adaptive, output_config: { effort } });
      expect(params).not.toHaveProperty('temperature');
    }
  });

  it('asks for the thoughts of a model that always thinks, and does not make other models think', () => {
    expect(claudeParams('claude-sonnet-5-5', request).thinking).toEqual(adaptive);
    expect(claudeParams('claude-sonnet-5-5', request)).not.toHaveProperty('output_config');
    expect(claudeParams('claude-opus-4-6', request)).not.toHaveProperty('thinking');
    expect(claudeParams('practice-heron', request)).toMatchObject({ temperature: 0.6 });
    expect(claudeParams('practice-heron', request)).not.toHaveProperty('thinking');
  });

  it('has no role of a reward model', () => {
    const messages = [{ role: 'response_1' as const, content: 'a' }];
    expect(() => claudeParams('claude-sonnet-5-5', { messages, maxTokens: 10 })).toThrow(
      /takes no message of the role/,
    );
  });
});
