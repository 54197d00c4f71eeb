import type { StopReason } from './model.ts';

const words: Readonly<Record<Exclude<StopReason, 'end'>, readonly string[]>> = {
  // OpenAI, vLLM, TGI; Anthropic; Google; OpenAI's Responses; Cohere writes as Google does; Mistral.
  length: [
    'length',
    'max_tokens',
    'model_context_window_exceeded',
    'max_output_tokens',
    'incomplete',
    'model_length',
    'truncated',
  ],
  // Ours; Anthropic; OpenAI; Bedrock; Google; Cohere.
  refused: [
    'refused',
    'refusal',
    'content_filter',
    'content_filtered',
    'guardrail_intervened',
    'safety',
    'prohibited_content',
    'blocklist',
    'recitation',
    'spii',
    'error_toxic',
  ],
};

/** Reads a vendor's stop reason, in any case. An unknown one means that the model was done. */
export function stopReasonOf(word: string | null | undefined): StopReason {
  const plain = (word ?? '').trim().toLowerCase();
  if (words.length.includes(plain)) return 'length';
  return words.refused.includes(plain) ? 'refused' : 'end';
}
