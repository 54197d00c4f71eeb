import { type Counts, noCounts } from './counts.ts';
import { mostInputTokens } from './estimate-tokens.ts';
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
  /** What the server said last of each count. */
  said: Counts;
  /** It said so to the end, and not only on the way. */
  final: boolean;
  /** UTF-8 bytes of text and reasoning that came. */
  bytes: number;
  /** Pieces that they came in. */
  pieces: number;
  /** How many tokens of thought the vendor may have counted and not shown. */
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

/** Takes over what a server said; what it did not say, or what cannot be, leaves what it said before. */
export function hear(tally: Tally, counts: Counts, final: boolean): void {
  tally.said = {
    inputTokens: counts.inputTokens ?? tally.said.inputTokens,
    outputTokens: counts.outputTokens ?? tally.said.outputTokens,
    reasoningTokens: counts.reasoningTokens ?? tally.said.reasoningTokens,
  };
  tally.final ||= final && counts.outputTokens !== null;
}

/** Written and not seen: marks of an end, and what is on its way when a call is broken off, about half a second of a fast model; in tokens. */
const UNSEEN = 64;

/** HTTP says with these that nothing was done: refused, moved, too many, too busy. */
const isRefusal = ({ status = 0 }: ModelError): boolean =>
  (status >= 300 && status < 500) || status === 503 || status === 529;

/**
 * What a try took; `error`: what ended it, null where it ended well. As the server said to the end, or nothing where nothing was done; otherwise
 * more than it can have been (`estimated`): a byte is at most a token, and `maxTokens` the most that a model writes.
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
  const written = tally.streaming ? Math.max(tally.bytes, tally.pieces) + tally.hidden + UNSEEN : 0;
  return {
    inputTokens: inputTokens ?? mostInputTokens(request),
    outputTokens: Math.min(request.maxTokens, Math.max(outputTokens ?? 0, written)),
    estimated: true,
  };
}
