import { ReadableStream } from 'node:stream/web';
import { discard, isMoved, readBounded, readJson, TooMuch } from './bounded-body.ts';
import { countsInBody, fieldsOf } from './counts.ts';
import { fromBroken, fromEvent, fromStatus, mustStream, neverConnected, statusInBody } from './http-failure.ts';
import { ModelError } from './model-error.ts';
import { refusalWords } from './refusal-words.ts';
import { sseEvents } from './sse-events.ts';
import { hear, type Tally } from './tally.ts';
import type { Watchdog } from './watchdog.ts';

/** A `fetch` for one attempt: it bounds, watches and records what an SDK does not. */
export interface AttemptFetch {
  fetch: typeof fetch;
  /** Whether a request other than the question itself was answered. */
  looked(): boolean;
  /**
   * What ended the attempt. `explain` says what only the SDK's own error can tell, where network and HTTP
   * were in order.
   */
  toModelError(error: unknown, explain: (error: unknown) => ModelError | null): ModelError;
}

/**
 * The most bytes of a stream per token: usual chunks have some hundred, verbose servers send two thousand.
 */
const BYTES_A_TOKEN = 8192;
const LEAST_BYTES = 1 << 20;
/** The largest body that is no stream; only token counts are read from it. */
const OTHER_BODY_BYTES = 65_536;
const OTHER_BODY_MS = 1000;
/** The largest answer of the hub about one model; a usual one has some thousand bytes. */
const LOOK_UP_BYTES = 262_144;

export function openFetch(
  {
    watchdog,
    tally,
    maxTokens,
    withheld,
  }: { watchdog: Watchdog; tally: Tally; maxTokens: number; withheld: readonly string[] },
  rerouted: (url: string) => string = (url) => url,
): AttemptFetch {
  let trouble: ModelError | null = null;
  let refused: { status: number; retryAfter: string | null; said: string | null } | null = null;
  let looked = false;

  /** Kept here, because SDKs wrap what is thrown in `fetch`, or take it for something else. */
  function remember(error: ModelError): ModelError {
    trouble ??= error;
    return error;
  }

  async function send(url: string, init: RequestInit | undefined, asks: boolean): Promise<Response> {
    if (asks) tally.sent = true;
    try {
      return await fetch(url, { ...init, signal: watchdog.signal, redirect: 'manual' });
    } catch (error) {
      if (asks) tally.unreachable = neverConnected(error);
      throw remember(fromBroken(error, watchdog.stage()));
    }
  }

  async function* eventsOf(response: Response) {
    try {
      if (response.body) yield* sseEvents(response.body, LEAST_BYTES + maxTokens * BYTES_A_TOKEN);
    } catch (error) {
      const stage = watchdog.stage();
      throw remember(error instanceof TooMuch ? tooMuch(stage === 'writing', error) : fromBroken(error, stage));
    }
  }

  async function lookUp(response: Response): Promise<Response> {
    const text = await readBounded(response, LOOK_UP_BYTES).catch((error: unknown) => {
      throw remember(error instanceof TooMuch ? tooMuch(false, error) : fromBroken(error, watchdog.stage()));
    });
    looked = true;
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  }

  return {
    async fetch(input, init) {
      // Before a named provider is asked, Hugging Face's SDK reads the hub's table, and forgets the signal
      // there.
      const asks = init?.method === 'POST';
      const response = await send(rerouted(String(input)), init, asks);
      if (asks) watchdog.connected();
      if (isMoved(response)) {
        discard(response);
        throw remember(moved(response.status, asks));
      }
      if (!response.ok) {
        refused = { status: response.status, retryAfter: response.headers.get('retry-after'), said: null };
        if (asks) {
          const body = await bodyOf(response);
          hear(tally, countsInBody(body), true);
          refused.said = refusalWords(body, withheld);
        } else discard(response);
        return new Response(null, { status: Math.min(response.status, 599) });
      }
      if (!asks) return lookUp(response);
      try {
        mustStream(response);
      } catch (error) {
        tally.streaming = mayBeReply(response);
        // The request has probably been written to its end by now.
        tally.hidden = maxTokens;
        const body = await bodyOf(response);
        hear(tally, countsInBody(body), true);
        // A gateway has said 200 before its provider fails.
        const failed = Boolean(fieldsOf(body).error);
        const stage = watchdog.stage();
        throw remember(
          failed ? fromEvent(statusInBody(body), stage, error, refusalWords(body, withheld)) : (error as ModelError),
        );
      }
      tally.streaming = true;
      const events = ReadableStream.from(eventsOf(response)) as unknown as BodyInit;
      return new Response(events, { headers: { 'content-type': 'text/event-stream' } });
    },
    looked: () => looked,
    toModelError(error, explain) {
      if (error instanceof ModelError) return error;
      if (trouble) return trouble;
      if (refused) return fromStatus(refused.status, refused.retryAfter, error, refused.said);
      return explain(error) ?? unreadable(error, tally, watchdog.stage() === 'writing');
    },
  };
}

/** Reads token counts from a body that is no stream. Such bodies are not quoted. */
async function bodyOf(response: Response): Promise<unknown> {
  const isJson = /^application\/(.*\+)?json\b/i.test(response.headers.get('content-type') ?? '');
  const body = isJson ? fieldsOf(await readJson(response, OTHER_BODY_BYTES, OTHER_BODY_MS).catch(() => null)) : {};
  discard(response);
  return body;
}

/** Whether a body may be the whole reply of a server that does not stream; an HTML page is none. */
const mayBeReply = (response: Response): boolean =>
  /json|text\/plain|octet/i.test(response.headers.get('content-type') ?? '');

/** The error for a redirect. `asks`: the question itself was sent there. */
export function moved(status: number, asks: boolean): ModelError {
  const message = asks
    ? `The model's server answered with HTTP ${status}: its address has moved, and nothing is sent after it. Put the new address (curl -sI shows it) where this one stands: into the model's name, or into ANTHROPIC_BASE_URL.`
    : `Hugging Face answered with HTTP ${status}: the model has moved. Its page shows the new name; use that one.`;
  return new ModelError(asks ? 'bad-response' : 'not-found', message, { status });
}

const tooMuch = (begun: boolean, cause: unknown): ModelError =>
  new ModelError('bad-response', "The model's server sent far more than was asked for, and was cut off.", {
    begun,
    cause,
  });

/**
 * The error where network and HTTP were in order: the SDK could not parse the response, or could not build
 * the request.
 */
function unreadable(error: unknown, { sent }: Tally, begun: boolean): ModelError {
  if (!sent) return new ModelError('bad-request', 'This model cannot be asked so: check its name.', { cause: error });
  const what = error instanceof SyntaxError ? 'that is not JSON' : 'that is not in the form of its protocol';
  return new ModelError('bad-response', `The model's server sent something ${what}.`, { begun, cause: error });
}
