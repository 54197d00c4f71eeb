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

/** Words of failure: vLLM's and SGLang's abort, Google's OTHER, DeepSeek's and Zhipu's own, proxies. */
const CUT =
  /abort|error|cancel|fail|time_?d?_?out|kill|interrupt|preempt|disconnect|overload|unavailable|insufficient|resource|malformed|invalid|unknown|unspecified|^other$|crash|oom|evict|expired|lost|broken|reject|shutdown|stopped_by_server/;

/** What some servers write on every chunk while the model goes on. */
const GOES_ON: ReadonlySet<string> = new Set(['', 'null', 'none', 'undefined', 'nil', 'in_progress', 'running']);

const plainOf = (word: unknown): string => (typeof word === 'string' ? word.trim().toLowerCase() : '');

/** Whether a chunk's `finish_reason` says that the model has stopped. */
export const saysStopped = (word: unknown): boolean => !GOES_ON.has(plainOf(word));

/**
 * Reads a vendor's stop reason, in any case. An unknown one means that the model was done.
 * @returns `cut` for a word of failure: half a reply must not pass for a whole one
 */
export function stopReasonOf(word: unknown): StopReason | 'cut' {
  const plain = plainOf(word);
  if (words.length.includes(plain)) return 'length';
  if (words.refused.includes(plain)) return 'refused';
  return CUT.test(plain) ? 'cut' : 'end';
}
