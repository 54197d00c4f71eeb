import type { ModelRequest } from './model.ts';

/**
 * A template puts a role and a few special tokens around each message, and some put words of their own before all of them (the default
 * system prompts of Mistral, SmolLM3 and gpt-oss, today's date in Llama's); in tokens, generously.
 */
const AROUND_A_MESSAGE = 16;
const AROUND_ALL = 512;

/**
 * The most tokens that a text can be: one for each byte of its UTF-8. Byte-level tokenizers, and those that fall back to bytes, never make
 * more; a lone surrogate is sent as the three bytes of U+FFFD.
 */
export const mostTokensOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The most tokens that a model can read for a request; about four times as many as it really does. */
export function mostInputTokens({ system, messages }: Pick<ModelRequest, 'system' | 'messages'>): number {
  const texts = [...(system === undefined ? [] : [system]), ...messages.map(({ content }) => content)];
  return texts.reduce((sum, text) => sum + mostTokensOf(text) + AROUND_A_MESSAGE, AROUND_ALL);
}

/** The most that one request can take: all of it read, and written for until `maxTokens` end it. */
export const mostTokens = (request: ModelRequest): { inputTokens: number; outputTokens: number } => ({
  inputTokens: mostInputTokens(request),
  outputTokens: request.maxTokens,
});
