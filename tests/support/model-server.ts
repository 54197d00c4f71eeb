import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  /** Including the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export interface ModelServer {
  url: string;
  /** The bodies of all requests so far. */
  requests: Record<string, unknown>[];
  /** The same requests with path and headers. */
  received: Received[];
  /** The number of open connections. */
  open: () => number;
  /** Resolves when this many requests have arrived. */
  arrived(count: number): Promise<void>;
  /** Resolves when every answer has ended: it was sent, or the client disconnected. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Behaviour = (
  response: ServerResponse,
  body: Record<string, unknown>,
  count: number,
  received: Received,
) => void | Promise<void>;

/** A server that answers every request as the test's `behave` writes it. */
export async function startModelServer(behave: Behaviour): Promise<ModelServer> {
  const received: Received[] = [];
  const requests: Record<string, unknown>[] = [];
  const answers = new Set<Promise<unknown>>();
  const sockets = new Set<object>();
  const news = new EventEmitter();
  const server = createServer(async (request: IncomingMessage, response) => {
    answers.add(new Promise((resolve) => response.on('close', resolve)));
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
    const whole = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    requests.push(body);
    received.push(whole);
    news.emit('request');
    await behave(response, body, requests.length - 1, whole);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    received,
    open: () => sockets.size,
    async arrived(count) {
      while (requests.length < count) await once(news, 'request');
    },
    settled: async () => void (await Promise.all(answers)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const sse = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

/** A chunk in OpenAI's streaming protocol. */
export const chunk = (delta: object, finish: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;

export const usageChunk = (input: number, output: number): string =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output } })}\n\n`;

/** A whole reply in OpenAI's streaming protocol. */
export const openAiReply = (text: string, finish = 'stop'): string =>
  `${chunk({ role: 'assistant', content: text })}${chunk({}, finish)}${usageChunk(7, 9)}data: [DONE]\n\n`;

/** An event in Anthropic's streaming protocol. */
export const event = (type: string, data: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;

/** A whole reply in Anthropic's streaming protocol. */
export const anthropicReply = (text: string, thinking = '', stop = 'end_turn'): string =>
  [
    event('message_start', {
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 12, output_tokens: 1 },
      },
    }),
    ...(thinking
      ? [
          event('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
          event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } }),
          event('content_block_stop', { index: 0 }),
        ]
      : []),
    event('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', { index: 1, delta: { type: 'text_delta', text } }),
    event('content_block_stop', { index: 1 }),
    event('message_delta', {
      delta: { stop_reason: stop, stop_sequence: null },
      usage: { output_tokens: 34, output_tokens_details: { thinking_tokens: 20 } },
    }),
    event('message_stop'),
  ].join('');
