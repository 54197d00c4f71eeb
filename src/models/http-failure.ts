import { ModelError, type ModelErrorCode } from './model-error.ts';

/** What an HTTP status means for the caller. Bodies are not quoted: they may hold what was sent. */
export function fromStatus(status: number, retryAfter: string | null | undefined, cause?: unknown): ModelError {
  const retryAfterMs = readRetryAfter(retryAfter);
  return new ModelError(codeOf(status), `The model's server answered with HTTP ${status}.`, {
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause,
  });
}

function codeOf(status: number): ModelErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 409 || status >= 500) return 'unavailable';
  return 'bad-request';
}

/** Seconds, or a date; undefined where it is neither. */
export function readRetryAfter(text: string | null | undefined, now: number = Date.now()): number | undefined {
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What fetch and streams throw when a connection breaks; `begun`: text had arrived. */
export function fromBroken(error: unknown, begun: boolean): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof SyntaxError)
    return new ModelError('bad-response', 'The model’s server sent something that is not JSON.', { cause: error });
  return begun
    ? new ModelError('cut', 'The connection broke while the model was writing.', { cause: error })
    : new ModelError('unavailable', 'The model’s server cannot be reached.', { cause: error });
}
