import { type Counts, fieldsOf, MOST_TOKENS, noCounts } from './counts.ts';
import { mostInputTokens, mostTokensOf } from './estimate-tokens.ts';
import type { ModelRequest } from './model.ts';
import type { ModelError } from './model-error.ts';

/** What is seen of one try from here, so that what it took can be said however it ends. */
export interface Tally {
  /** The request was given to the network. */
  sent: boolean;
  /** It never reached the server: there was no connection. */
  unreachable: boolean;
  /** The head of a stream was there, so the model was at work. */
  streaming: boolean;
  /** The most that the server said of each count. */
  said: Counts;
  /** It said so to the end, and not only on the way. */
  final: boolean;
  /** UTF-8 bytes of all that the model wrote and that came, in fields that nobody reads too. */
  bytes: number;
  /** Events that they came in, empty ones too: each stands for a token at least. */
  pieces: number;
  /** How many tokens the vendor may have counted and not shown. */
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
 * Takes over what a server said; what it did not say, or what cannot be, leaves what it said before. Counts only grow, so of two the larger one holds. A zero
 * for what was read, or for what has come, is the word of servers that do not count.
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

/** One event of what a model writes. What was said to the end before it was not the end. `delta`: all of it; `read`: what of it is text and reasoning. */
export function see(tally: Tally, delta: unknown, read: readonly string[]): void {
  tally.pieces++;
  const unread = stringsIn(delta, MOST_DEPTH).filter((text) => text !== '' && !read.includes(text));
  const bytes = [...read, ...unread].reduce((sum, text) => sum + mostTokensOf(text), 0);
  tally.bytes += bytes;
  if (bytes > 0) tally.final = false;
}

/** A tool call's arguments lie three deep; nobody writes text deeper than this. */
const MOST_DEPTH = 6;
/** Says who writes and what kind of thing, in every event, and was written by no model. */
const LABELS: ReadonlySet<string> = new Set(['role', 'type', 'id']);

const stringsIn = (value: unknown, depth: number): string[] =>
  typeof value === 'string'
    ? [value]
    : depth === 0
      ? []
      : Object.entries(fieldsOf(value)).flatMap(([name, field]) =>
          LABELS.has(name) ? [] : stringsIn(field, depth - 1),
        );

/** Written and not seen: marks of an end, and what is on its way when a call is broken off, about half a second of a fast model; in tokens. */
const UNSEEN = 64;

/** HTTP says with these that nothing was done: refused, moved, too many, too busy. */
const isRefusal = ({ status = 0 }: ModelError): boolean =>
  (status >= 300 && status < 500 && !AT_WORK.has(status)) || status === 503 || status === 529;
/** A gateway's patience ended (LiteLLM), the model failed while it wrote (TGI), a proxy's client went away. */
const AT_WORK: ReadonlySet<number> = new Set([408, 424, 499]);

/**
 * What a try took; `error`: what ended it, null where it ended well. As the server said to the end, or nothing where nothing was done; otherwise
 * more than it can have been (`estimated`): a byte is at most a token, and `maxTokens` the most that a model writes, unless the server itself says or
 * sends more.
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
