/** What can go wrong with a model call, in the few kinds that callers treat differently. */
export type ModelErrorCode =
  | 'unauthorized' // key missing or refused
  | 'not-found' // no such model at that place
  | 'bad-request' // the vendor will never take this request
  | 'rate-limited' // 429
  | 'unavailable' // 5xx, a cold or dead server, nothing listening
  | 'timeout' // one of our four time-outs
  | 'cut' // the stream ended before the model was done
  | 'bad-response' // an answer that is not in the vendor's own format
  | 'circuit-open' // not even tried: the vendor failed too often just now
  | 'aborted'; // the caller no longer wants it

export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  /** HTTP status where there was one. */
  readonly status: number | undefined;
  /** What the server asked for, already capped; in milliseconds. */
  readonly retryAfterMs: number | undefined;

  /** `message` is for people and logs: it never holds keys, prompts or replies. */
  constructor(
    code: ModelErrorCode,
    message: string,
    more: { status?: number; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.status = more.status;
    this.retryAfterMs = more.retryAfterMs;
  }
}
