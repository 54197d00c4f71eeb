import { ModelError, type ModelErrorCode } from './model-error.ts';
import type { Stage } from './watchdog.ts';

/** What an HTTP status means for the caller. Bodies are not quoted: they may hold what was sent. */
export function fromStatus(status: number, retryAfter: string | null | undefined, cause?: unknown): ModelError {
  const retryAfterMs = readRetryAfter(retryAfter);
  return new ModelError(codeOf(status), `The model's server answered with HTTP ${status}${meanings[status] ?? ''}.`, {
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    cause,
  });
}

const meanings: Readonly<Record<number, string>> = {
  401: ': it does not accept the key',
  402: ': the account has no credit left',
  403: ': the key may not use this model',
  404: ': it does not know this model',
  413: ': the request is too long for it',
  429: ': it has had too many requests',
  503: ': it is being started, or has too much to do',
  529: ': it has too much to do',
};

function codeOf(status: number): ModelErrorCode {
  if (status === 401 || status === 402 || status === 403) return 'unauthorized';
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

/** An error that came as an event of a stream whose head said 200; `like`: the HTTP status that it stands for, 500 if nobody knows. */
export function fromEvent(like: number, stage: Stage, cause: unknown): ModelError {
  const code = codeOf(like);
  if (code === 'unavailable' && stage === 'writing') return broken(stage, cause);
  return new ModelError(code, `The model's server gave up with an error in its stream${meanings[like] ?? ''}.`, {
    begun: stage === 'writing',
    cause,
  });
}

/** What fetch and streams throw when a connection breaks, or when what came through it cannot be read. */
export function fromBroken(error: unknown, stage: Stage): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof SyntaxError) {
    return new ModelError('bad-response', "The model's server sent something that is not JSON.", {
      begun: stage === 'writing',
      cause: error,
    });
  }
  return broken(stage, error);
}

function broken(stage: Stage, cause: unknown): ModelError {
  if (stage === 'connecting') return new ModelError('unavailable', "The model's server cannot be reached.", { cause });
  const when = stage === 'writing' ? 'while the model was writing' : 'before the model wrote anything';
  return new ModelError('cut', `The connection broke ${when}.`, { begun: stage === 'writing', cause });
}

/** A stream that ended properly, and too soon. */
export const endedEarly = (stage: Stage): ModelError =>
  new ModelError('cut', 'The stream ended before the model was done.', { begun: stage === 'writing' });

/** An answer of another kind than the stream that was asked for. @throws {ModelError} */
export function mustStream(response: Response): void {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new ModelError('bad-response', "The model's server did not answer with a stream: is its address right?");
  }
}
