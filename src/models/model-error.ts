import { SaidError } from '../said-error.ts';
/** What can go wrong with a model call, in the few kinds that callers treat differently. */
export type ModelErrorCode =
  | 'unauthorized' // key missing or refused, or an account without credit
  | 'not-found' // no such model at that place
  | 'bad-request' // the vendor will never take this request
  | 'rate-limited' // 429
  | 'unavailable' // 5xx, a cold or dead server, nothing listening
  | 'timeout' // one of our four time-outs
  | 'cut' // the stream ended before the model was done
  | 'bad-response' // an answer that is not in the vendor's own format
  | 'circuit-open' // not even tried: the vendor failed too often just now
  | 'over-budget' // not sent: it could take more than is left for what it is part of
  | 'aborted'; // the caller no longer wants it

export class ModelError extends SaidError {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  /** HTTP status where there was one. */
  readonly status: number | undefined;
  /** `Retry-After` as the server sent it, however long; in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The model had begun to write: a retry would pay for its text twice, and stream it twice. */
  readonly begun: boolean;
  /** Private, so that no log and no inspection shows it. */
  readonly #said: string | null;

  /**
   * @param message for people and logs: it never holds keys, prompts or replies
   * @param more of a foreign `cause`, only its kind, code and stack are kept
   */
  constructor(
    code: ModelErrorCode,
    message: string,
    more: { status?: number; retryAfterMs?: number; begun?: boolean; cause?: unknown; said?: string | null } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: withoutWords(more.cause) });
    this.#said = more.said ?? null;
    this.code = code;
    this.status = more.status;
    this.retryAfterMs = more.retryAfterMs;
    this.begun = more.begun ?? false;
  }

  /**
   * For the operator's terminal alone, never for a log: what the server said (`refusalWords`); '' if nothing.
   */
  get serverSaid(): string {
    return this.#said === null ? '' : ` The server says: “${this.#said}”.`;
  }
}

export const aborted = (cause?: unknown): ModelError =>
  new ModelError('aborted', 'The call is no longer wanted.', { cause });

/**
 * Whether a server is loading the model, which servers and providers report as HTTP 503. An open circuit
 * carries the status that opened it.
 */
export const isWaking = (error: unknown): boolean => error instanceof ModelError && error.status === 503;

/** Strips messages from foreign errors: SDKs quote what was sent and received, some of it in full. */
function withoutWords(error: unknown): unknown {
  if (error instanceof ModelError || !(error instanceof Error)) return error instanceof Error ? error : undefined;
  const bare = new Error('', error.cause === undefined ? {} : { cause: withoutWords(error.cause) });
  bare.name = error.name;
  const { stack = '', message } = error;
  const frames = stack.slice(message ? stack.lastIndexOf(message) + message.length : 0).split('\n');
  const places = frames.filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  bare.stack = [error.name, ...places].join('\n');
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? Object.assign(bare, { code }) : bare;
}
