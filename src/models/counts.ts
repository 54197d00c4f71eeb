/** An upper bound of what any model reads or writes in one call, in tokens. */
export const MOST_TOKENS = 2_000_000;

/**
 * Reads a server's token count: a whole number from 0 to `MOST_TOKENS`.
 * @returns null where it is none
 */
export const countFrom = (value: unknown): number | null =>
  // Adding 0 turns −0 into 0.
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOKENS
    ? (value as number) + 0
    : null;

/** The fields of an untrusted value; {} where it can have none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/**
 * The token counts of a call, as the server reports them; null where it reports none, or an impossible one.
 */
export interface Counts {
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
}

export const noCounts: Counts = { inputTokens: null, outputTokens: null, reasoningTokens: null };

/** Reads OpenAI's `usage`. */
export function openAiCounts(usage: unknown): Counts {
  const { prompt_tokens, completion_tokens, completion_tokens_details } = fieldsOf(usage);
  return {
    inputTokens: countFrom(prompt_tokens),
    outputTokens: countFrom(completion_tokens),
    reasoningTokens: countFrom(fieldsOf(completion_tokens_details).reasoning_tokens),
  };
}

/** Reads Anthropic's `usage`. Input tokens include what was read from a cache, or written to one. */
export function anthropicCounts(usage: unknown): Counts {
  const { input_tokens, output_tokens, output_tokens_details, ...more } = fieldsOf(usage);
  const cached = [more.cache_read_input_tokens, more.cache_creation_input_tokens].map((value) =>
    value === undefined || value === null ? 0 : countFrom(value),
  );
  const parts = [countFrom(input_tokens), ...cached];
  return {
    inputTokens: parts.includes(null) ? null : countFrom(parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)),
    outputTokens: countFrom(output_tokens),
    reasoningTokens: countFrom(fieldsOf(output_tokens_details).thinking_tokens),
  };
}

/** Reads token counts from a body that is no stream, or from an error inside one, in either protocol. */
export function countsInBody(body: unknown): Counts {
  const { usage = fieldsOf(fieldsOf(body).error).usage } = fieldsOf(body);
  const [openAi, anthropic] = [openAiCounts(usage), anthropicCounts(usage)];
  return openAi.outputTokens === null ? anthropic : openAi;
}
