import { type Counts, fieldsOf, MOST_TOKENS, noCounts } from './counts.ts';
import { mostInputTokens, mostTokensOf } from './estimate-tokens.ts';
import type { ModelRequest } from './model.ts';
import type { ModelError } from './model-error.ts';

/** What is seen of one attempt from here, so that its cost can be bounded however it ends. */
export interface Tally {
  /** The request was handed to the network. */
  sent: boolean;
  /** There was no connection, so it never reached the server. */
  unreachable: boolean;
  /** The head of a stream came, so the model was at work. */
  streaming: boolean;
  /** The highest value that the server reported, for each count. */
  said: Counts;
  /** That is the final report, and not one on the way. */
  final: boolean;
  /** UTF-8 bytes of all that the model wrote and that came, in fields that nobody reads too. */
  bytes: number;
  /** Events that came, empty ones included: each stands for at least one token. */
  pieces: number;
  /** Tokens that the vendor may have counted and not shown. */
  hidden: number;
}

export const openTally = (): Tally => ({
  sent: false,
  unreachable: false,
  streaming: false,
  said: noCounts,
  final: false,
  bytes: 0,
  pieces: 0,
  hidden: 0,
});

/**
 * Records token counts that a server reported. Missing or impossible ones leave the earlier value. Counts
 * only grow, so the larger of two holds. A zero for input, or for output that has come, is what servers
 * report that do not count.
 */
export function hear(tally: Tally, counts: Counts, final: boolean): void {
  const inputTokens = counts.inputTokens === 0 ? null : counts.inputTokens;
  const outputTokens = counts.outputTokens === 0 && tally.bytes > 0 ? null : counts.outputTokens;
  tally.said = {
    inputTokens: larger(inputTokens, tally.said.inputTokens),
    outputTokens: larger(outputTokens, tally.said.outputTokens),
    reasoningTokens: larger(counts.reasoningTokens, tally.said.reasoningTokens),
  };
  tally.final ||= final && outputTokens !== null;
}

const larger = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/**
 * Records one event of a stream. What was a final report before is none any more.
 * @param delta all of the event
 * @param read the parts of it that are text and reasoning
 */
export function see(tally: Tally, delta: unknown, read: readonly string[]): void {
  tally.pieces++;
  const unread = stringsIn(delta, MOST_DEPTH).filter((text) => text !== '' && !read.includes(text));
  const bytes = [...read, ...unread].reduce((sum, text) => sum + mostTokensOf(text), 0);
  tally.bytes += bytes;
  if (bytes > 0) tally.final = false;
}

/** How deep text is looked for: a tool call's arguments lie three deep. */
const MOST_DEPTH = 6;
/** Fields that label an event, and were written by no model. */
const LABELS: ReadonlySet<string> = new Set(['role', 'type', 'id']);

const stringsIn = (value: unknown, depth: number): string[] =>
  typeof value === 'string'
    ? [value]
    : depth === 0
      ? []
      : Object.entries(fieldsOf(value)).flatMap(([name, field]) =>
          LABELS.has(name) ? [] : stringsIn(field, depth - 1),
        );

/**
 * Tokens that are written and not seen: end marks, and what is on its way when a call is aborted, about half
 * a second of a fast model.
 */
const UNSEEN = 64;

/** Whether the status says that nothing was done: refused, moved, too many, too busy. */
const isRefusal = ({ status = 0 }: ModelError): boolean =>
  (status >= 300 && status < 500 && !AT_WORK.has(status)) || status === 503 || status === 529;
/**
 * Statuses after which the model may have worked: a gateway timed out (LiteLLM), the model failed while it
 * wrote (TGI), a proxy's client went away.
 */
const AT_WORK: ReadonlySet<number> = new Set([408, 424, 499]);

/**
 * What an attempt took. As the server reported to the end, or nothing where nothing was done. Otherwise an
 * upper bound (`estimated`): a byte is at most a token, and a model writes at most `maxTokens`, unless the
 * server itself reports or sends more.
 * @param error what ended the attempt; null where it ended well
 */
export function takenBy(
  request: ModelRequest,
  tally: Tally,
  error: ModelError | null,
): { inputTokens: number; outputTokens: number; estimated: boolean } {
  const { inputTokens, outputTokens } = tally.said;
  if (tally.final && inputTokens !== null && outputTokens !== null)
    return { inputTokens, outputTokens, estimated: false };
  if (!tally.sent || tally.unreachable || (error !== null && !tally.streaming && isRefusal(error)))
    return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0, estimated: false };
  const pieces = tally.streaming ? tally.pieces : 0;
  const written = tally.streaming ? Math.max(tally.bytes, pieces) + tally.hidden + UNSEEN : 0;
  return {
    inputTokens: inputTokens ?? mostInputTokens(request),
    outputTokens: Math.min(MOST_TOKENS, Math.max(outputTokens ?? 0, pieces, Math.min(request.maxTokens, written))),
    estimated: true,
  };
}
