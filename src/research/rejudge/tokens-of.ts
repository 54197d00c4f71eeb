import type { Usage } from '../../models/model.ts';

/**
 * What a call took of a budget, in tokens in and out. A server that does not count is charged by the
 * characters: more than any tokenizer makes of them.
 */
export function tokensOf(
  { inputTokens, outputTokens }: Usage,
  read: readonly string[],
  { reasoning, answer }: { reasoning: string; answer: string },
): number {
  const characters = read.reduce((sum, { length }) => sum + length, 0);
  return (inputTokens ?? characters) + (outputTokens ?? reasoning.length + answer.length);
}
