import type { ScoreAttempt } from '../attempt.ts';
import { moved } from '../attempt-fetch.ts';
import { discard, isMoved, readJson, TooMuch } from '../bounded-body.ts';
import { fieldsOf } from '../counts.ts';
import { fromBroken, fromStatus, neverConnected } from '../http-failure.ts';
import { isHuggingFace } from '../huggingface-places.ts';
import { ModelError } from '../model-error.ts';
import { isAddress } from '../names.ts';
import { refusalWords, textsOf } from '../refusal-words.ts';
import { hear, type Tally } from '../tally.ts';
import type { Watchdog } from '../watchdog.ts';
import { apiOf, type PoolingAnswer, type PoolingApi } from './apis.ts';

/** A result has a few hundred bytes. */
const ANSWER_BYTES = 1 << 20;

/** A reward model on a server of the operator's own: a request is one forward pass over a conversation. */
export function poolingAttempt(
  model: string,
  where: string | null,
  { token, serverKey }: { token: string | undefined; serverKey: string | undefined },
): ScoreAttempt {
  if (!isAddress(where)) {
    return async () => {
      throw new ModelError(
        'bad-request',
        'A reward model is asked on a server of your own: name it with its address (hf:MODEL@http://127.0.0.1:8000/v1).',
      );
    };
  }
  const root = where.replace(/\/+$/, '').replace(/\/v1$/, '');
  const key = isHuggingFace(where) ? token : serverKey;
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  let known: PoolingApi | undefined;

  return async (request, { watchdog, draft, tally }) => {
    const send = (path: string, init: RequestInit) => sent(`${root}${path}`, { ...init, headers }, watchdog, tally);
    const said = known ? null : await saidOfItself(send);
    // What says nothing today may be on its way up, and say more the next time.
    if (said !== null) known = apiOf(said);
    const api = known ?? apiOf(null);
    const body = api.body(model, request.messages);
    if (body === null)
      throw new ModelError(
        'bad-request',
        `${api.server} takes a text with its model’s own template, and that of this model is not known here. Serve it with vLLM: vllm serve MODEL --runner pooling.`,
      );
    const response = await send(api.path, { method: 'POST', body: JSON.stringify(body) });
    watchdog.connected();
    if (isMoved(response)) throw droppedFor(moved(response.status, true), response);
    const answer = await read(response, watchdog);
    if (!response.ok) throw refused(response, answer, api, refusalWords(answer, textsOf(request, key)));
    const found = api.read(answer);
    const { inputTokens } = found;
    hear(tally, { inputTokens, outputTokens: inputTokens === null ? null : 0, reasoningTokens: null }, true);
    draft.answeredBy({ model: found.model });
    return { ...draft.reply(), score: scoreIn(found) };
  };
}

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** @returns null where the server says nothing */
async function saidOfItself(send: Send): Promise<unknown> {
  const response = await send('/v1/models', { method: 'GET' });
  const models = response.ok ? await readJson(response, ANSWER_BYTES).catch(() => null) : null;
  discard(response);
  return models ?? null;
}

async function sent(url: string, init: RequestInit, watchdog: Watchdog, tally: Tally): Promise<Response> {
  const asks = init.method === 'POST';
  if (asks) tally.sent = true;
  const headers = { ...init.headers, ...(asks ? { 'content-type': 'application/json' } : {}) };
  try {
    return await fetch(url, { ...init, headers, signal: watchdog.signal, redirect: 'manual' });
  } catch (error) {
    if (asks) tally.unreachable = neverConnected(error);
    throw fromBroken(error, watchdog.stage());
  }
}

/** @returns undefined where it is not JSON */
async function read(response: Response, watchdog: Watchdog): Promise<unknown> {
  try {
    return await readJson(response, ANSWER_BYTES);
  } catch (error) {
    if (error instanceof TooMuch) throw new ModelError('bad-response', 'The server sent far more than a score.');
    throw fromBroken(error, watchdog.stage());
  }
}

function droppedFor(error: ModelError, response: Response): ModelError {
  discard(response);
  return error;
}

/**
 * A server that writes text has no such page (vLLM), or says that it is no embedding model (SGLang). One that
 * lacks only the model says so in an `error`.
 */
function refused({ status, headers }: Response, answer: unknown, api: PoolingApi, said: string | null): ModelError {
  const hasNoPage = (status === 404 || status === 405) && fieldsOf(answer).error === undefined;
  if (hasNoPage || /--is-embedding|embedding model/i.test(said ?? ''))
    return new ModelError(
      'bad-request',
      `This server writes text and gives no scores: start it for a reward model (${api.start}), or name a judge that writes.`,
      { status, said },
    );
  return fromStatus(status, headers.get('retry-after'), undefined, said);
}

/** @throws {ModelError} unless there is one result of one finite number */
function scoreIn({ results }: PoolingAnswer): number {
  const [numbers] = results;
  if (results.length !== 1 || numbers === undefined)
    throw new ModelError('bad-response', `The server was asked for one score and sent ${results.length} results.`);
  if (numbers.length > 1)
    throw new ModelError(
      'bad-response',
      `The model gives ${numbers.length} numbers for a reply: it sorts texts into classes, or scores each token, and is no reward model of one score.`,
    );
  const [score] = numbers;
  if (typeof score !== 'number' || !Number.isFinite(score))
    throw new ModelError('bad-response', 'The server sent no number as the score.');
  return score;
}
