import type { ServerResponse } from 'node:http';
import { type ModelServer, type Received, startModelServer } from './model-server.ts';

/** What a conversation scores; a function may also answer the request itself. */
export type ScoreOf = (reply: string, prompt: string) => unknown;

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** `GET /v1/models`, by which both servers say what they are. */
const listing = (owner: string) => ({
  object: 'list',
  data: [{ id: 'm', object: 'model', created: 1, owned_by: owner, root: 'm', max_model_len: 2048 }],
});

/**
 * vLLM 0.32 started with `--runner pooling`; recorded from one that served a Qwen3ForSequenceClassification
 * of one label.
 */
export const vllmScore = (score: unknown, tokens: unknown = 19) => ({
  id: 'classify-8ce89cd5fb09b9b8',
  object: 'list',
  created: 1795825370,
  model: 'm',
  data: [{ index: 0, label: 'LABEL_0', probs: [score], num_classes: 1 }],
  usage: {
    prompt_tokens: tokens,
    total_tokens: tokens,
    completion_tokens: 0,
    prompt_tokens_details: null,
    completion_tokens_details: null,
  },
});

/** SGLang's `/classify`, as its source (`serving_classify.py`) suggests; not recorded. */
export const sglangScore = (score: unknown, tokens: unknown = 19) => [
  {
    embedding: [score],
    meta_info: { id: 'f00', finish_reason: { type: 'length', length: 0 }, prompt_tokens: tokens, e2e_latency: 0.02 },
  },
];

/** What vLLM says where it has no such page, and where it lacks the model; recorded from one that pools. */
export const noSuchPage = { detail: 'Not Found' };
export const noSuchModel = {
  error: { message: 'The model `m` does not exist.', type: 'NotFoundError', param: null, code: 404 },
};
/** Recorded: a prompt that is longer than the context. */
export const tooLong = {
  error: {
    message:
      "This model's maximum context length is 2048 tokens. However, your prompt contains at least 2049 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=2049)",
    type: 'BadRequestError',
    param: 'input_tokens',
    code: 400,
  },
};
/** SGLang that serves a model that writes, from its source (`TokenizerManager._validate_one_request`). */
export const noEmbedding = {
  error: {
    message:
      'This model does not appear to be an embedding model by default. Please add `--is-embedding` when launching the server or try another model.',
  },
};

export interface PoolingServer extends ModelServer {
  /** Requests for a score. */
  asked: () => Received[];
}

type Answer = (response: ServerResponse, received: Received) => void;

async function startPooling(owner: string, answer: Answer): Promise<PoolingServer> {
  const server = await startModelServer((response, _body, _count, received) => {
    if (received.method === 'GET') json(response, 200, listing(owner));
    else answer(response, received);
  });
  return { ...server, asked: () => server.received.filter(({ method }) => method === 'POST') };
}

/** A server that answers every request for a score with one status and body. */
export const startAnswering = (body: unknown, status = 200, owner = 'vllm'): Promise<PoolingServer> =>
  startPooling(owner, (response) => json(response, status, body));

/** vLLM's pooling server: takes messages. Its tokens are four characters long. */
export const startVllmPooling = (scoreOf: ScoreOf): Promise<PoolingServer> =>
  startPooling('vllm', (response, { path, body }) => {
    if (path !== '/classify') return void json(response, 404, noSuchPage);
    const [user, assistant] = body.messages as { content: string }[];
    const [prompt = '', reply = ''] = [user?.content, assistant?.content];
    json(response, 200, vllmScore(scoreOf(reply, prompt), Math.ceil((prompt.length + reply.length) / 4) + 10));
  });

/** SGLang's: takes a text that the template was put on. */
export const startSglangPooling = (scoreOf: (text: string) => unknown): Promise<PoolingServer> =>
  startPooling('sglang', (response, { path, body }) => {
    if (path !== '/classify') return void json(response, 404, noSuchPage);
    json(response, 200, sglangScore(scoreOf((body.text as string[])[0] ?? '')));
  });
