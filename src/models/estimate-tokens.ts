import type { ModelRequest } from './model.ts';
import { mostPictureTokens } from './picture-tokens.ts';

/**
 * Tokens that a template adds, generously: a role and special tokens around each message, and for some models
 * words before all of them (the default system prompts of Mistral, SmolLM3 and gpt-oss, today's date in
 * Llama's).
 */
const AROUND_A_MESSAGE = 16;
const AROUND_ALL = 512;

/**
 * An upper bound of a text's tokens: one for each byte of its UTF-8. Byte-level tokenizers, and those that
 * fall back to bytes, never make more. A lone surrogate is sent as the three bytes of U+FFFD.
 */
export const mostTokensOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** An upper bound of a request's input tokens, about four times the real number. */
export function mostInputTokens({ system, messages }: Pick<ModelRequest, 'system' | 'messages'>): number {
  const texts = [...(system === undefined ? [] : [system]), ...messages.map(({ content }) => content)];
  const pictures = messages.flatMap(({ pictures: sent = [] }) => sent.map(mostPictureTokens));
  const seen = pictures.reduce((sum, tokens) => sum + tokens, AROUND_ALL);
  return texts.reduce((sum, text) => sum + mostTokensOf(text) + AROUND_A_MESSAGE, seen);
}

/** An upper bound of one request: all of it read, and `maxTokens` written. */
export const mostTokens = (request: ModelRequest): { inputTokens: number; outputTokens: number } => ({
  inputTokens: mostInputTokens(request),
  outputTokens: request.maxTokens,
});
