import { DAY_MS } from '../terms.ts';
import { fieldsOf } from './counts.ts';
import { ModelError, type ModelErrorCode } from './model-error.ts';
import { isAboutContext } from './refusal-words.ts';
import type { Stage } from './watchdog.ts';

/** Translates an HTTP status into a `ModelError`. `said` are the server’s own words, see `refusalWords`. */
export function fromStatus(
  status: number,
  retryAfter: string | null | undefined,
  cause?: unknown,
  said: string | null = null,
): ModelError {
  const retryAfterMs = readRetryAfter(retryAfter);
  return new ModelError(
    codeOf(status),
    `The model's server answered with HTTP ${status}${meanings[status] ?? ''}${aboutContext(said)}.`,
    {
      status,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      cause,
      said: shownWords(status, said),
    },
  );
}

/** A server's own words about a key may hold a part of it. */
const shownWords = (status: number, said: string | null): string | null =>
  status === 401 || status === 402 || status === 403 ? null : said;

const aboutContext = (said: string | null): string =>
  said !== null && isAboutContext(said)
    ? ': its context is too short for this. Start it with a longer one, or lower JUDGE_CONTEXT_TOKENS'
    : '';

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

/**
 * Reads `Retry-After`: seconds, or a date.
 * @returns milliseconds, a day at most; undefined where it is neither
 */
export function readRetryAfter(text: string | null | undefined, now: number = Date.now()): number | undefined {
  if (!text) return undefined;
  const seconds = Number(text);
  const wanted = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now;
  return Number.isNaN(wanted) ? undefined : Math.min(LONGEST_WAIT_MS, Math.max(0, wanted));
}

/** The longest `Retry-After`: nobody waits that long. */
const LONGEST_WAIT_MS = DAY_MS;

/**
 * The error for an event inside a stream whose head said 200.
 * @param like the HTTP status that it stands for; 500 if unknown
 * @param said the server's own words, see `refusalWords`
 */
export function fromEvent(like: number, stage: Stage, cause: unknown, said: string | null = null): ModelError {
  const code = codeOf(like);
  if (code === 'unavailable' && stage === 'writing') return broken(stage, cause, shownWords(like, said));
  const message = `The model's server gave up with an error in its stream${meanings[like] ?? ''}${aboutContext(said)}.`;
  return new ModelError(code, message, { begun: stage === 'writing', cause, said: shownWords(like, said) });
}

/** The HTTP status of an error in a body that said 200: vLLM gives a `code`, TGI an `error_type`. */
export function statusInBody(body: unknown): number {
  const { error, error_type } = fieldsOf(body);
  const { code } = fieldsOf(error);
  const status = typeof code === 'string' || typeof code === 'number' ? Number(code) : Number.NaN;
  if (Number.isInteger(status) && status >= 400 && status < 600) return status;
  if (error_type === 'overloaded') return 503;
  return error_type === 'validation' ? 422 : 500;
}

/** The error for what `fetch` and streams throw when a connection breaks, or cannot be decoded. */
export function fromBroken(error: unknown, stage: Stage): ModelError {
  if (causesOf(error).some(({ name, code }) => name === 'HTTPParserError' || NO_HTTP.test(code))) {
    return new ModelError('bad-response', "What answered does not speak proper HTTP: is the model's address right?", {
      begun: stage === 'writing',
      cause: error,
    });
  }
  return broken(stage, error);
}

const NO_HTTP = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_)|Z_|ERR_SSL_WRONG_VERSION)/;

/** Whether `fetch` failed before there was a connection, so that nothing of the request can have arrived. */
export const neverConnected = (error: unknown): boolean =>
  causesOf(error).some(
    ({ syscall, code }) => syscall === 'connect' || syscall === 'getaddrinfo' || UNCONNECTED.test(code),
  );

const UNCONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS|ERR_SSL)/;

/** The chain of causes of a failed `fetch`, outermost first. */
function causesOf(error: unknown): { name: string; code: string; syscall: string }[] {
  const found = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, syscall } = at as { code?: unknown; syscall?: unknown };
    found.push({ name: at.name, code: String(code ?? ''), syscall: String(syscall ?? '') });
  }
  return found;
}

function broken(stage: Stage, cause: unknown, said: string | null = null): ModelError {
  if (stage === 'connecting') return new ModelError('unavailable', "The model's server cannot be reached.", { cause });
  const when = stage === 'writing' ? 'while the model was writing' : 'before the model wrote anything';
  return new ModelError('cut', `The connection broke ${when}.`, { begun: stage === 'writing', cause, said });
}

/** The error for a stream that ended cleanly, but too early. */
export const endedEarly = (stage: Stage): ModelError =>
  new ModelError('cut', 'The stream ended before the model was done.', { begun: stage === 'writing' });

/**
 * Checks that the response is the stream that was asked for.
 * @throws {ModelError} where it is not
 */
export function mustStream(response: Response): void {
  if (!/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) {
    throw new ModelError('bad-response', "The model's server did not answer with a stream: is its address right?");
  }
}
