import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface QualityServer {
  /** The address of the OpenAI-compatible API: `…/v1`. */
  url: string;
  candidateModel: string;
  judgeModel: string;
  /** The number of requests so far, by kind. */
  counts: { candidate: number; judge: number };
  /** The bodies of all requests, in order. */
  requests: { messages: { role: string; content: string }[] }[];
  /** Its behaviour. Changes apply at once. */
  mood: Mood;
  close(): Promise<void>;
}

export interface Mood {
  /** Delay before an answer, in milliseconds. */
  candidateDelay: number;
  judgeDelay: number;
  /** The HTTP status of every answer of this kind. */
  candidateStatus: number;
  judgeStatus: number;
  /** Numbers of the candidate requests (from 0) that are refused with 400. */
  failingCandidates: number[];
  /** Writes a reply of this quality. `conversation` is all text of the request. */
  write: (quality: number, conversation: string) => string;
  /** The judge's reasoning before its verdict, from the prompt. */
  ponder: (laidOut: string) => string;
  /** Whether the judge prefers the first reply, from both qualities. */
  prefersFirst: (first: number, second: number) => boolean;
  /** The context that its list of models tells, in tokens; undefined: none. */
  holds: number | undefined;
  /** The input tokens that it counts. */
  reads: number;
}

const QUALITY = /Quality (\d+)/;

/**
 * A model server in OpenAI's protocol.
 * Replies name their quality, and by default the judge is always right.
 */
export async function startQualityServer(mood: Partial<Mood> = {}): Promise<QualityServer> {
  const counts = { candidate: 0, judge: 0 };
  const requests: QualityServer['requests'] = [];
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const quality: QualityServer = {
    url,
    candidateModel: `hf:writer@${url}`,
    judgeModel: `hf:RRM-7B@${url}`,
    counts,
    requests,
    mood: {
      candidateDelay: 0,
      judgeDelay: 0,
      candidateStatus: 200,
      judgeStatus: 200,
      failingCandidates: [],
      write: (n) =>
        `Quality ${n}. ${['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'][n % 8]} is the number of this reply, and its words differ: ${'abcdefghijklmnop'[n % 16]?.repeat(12)} ${n * 7919}.`,
      ponder: () => '',
      prefersFirst: (first, second) => first > second,
      holds: undefined,
      reads: 100,
      ...mood,
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return quality;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const data = ['writer', 'RRM-7B'].map((id) => ({ id, max_model_len: quality.mood.holds }));
      return void response.end(JSON.stringify({ data }));
    }
    if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end();
    const body = JSON.parse(await text(request)) as QualityServer['requests'][number];
    requests.push(body);
    const laidOut = body.messages.find(({ content }) => content.includes('### Assistant 1'))?.content;
    const { mood } = quality;
    if (laidOut === undefined) {
      const n = counts.candidate++;
      await pause(mood.candidateDelay);
      if (mood.failingCandidates.includes(n)) return refuse(response, 400);
      if (mood.candidateStatus !== 200) return refuse(response, mood.candidateStatus);
      return stream(response, [mood.write(n, body.messages.map(({ content }) => content).join('\n'))], mood.reads);
    }
    counts.judge++;
    await pause(mood.judgeDelay);
    if (mood.judgeStatus !== 200) return refuse(response, mood.judgeStatus);
    const [first = '', second = ''] = laidOut.slice(laidOut.indexOf('### Assistant 1')).split('### Assistant 2');
    const [a, b] = [Number(QUALITY.exec(first)?.[1]), Number(QUALITY.exec(second)?.[1])];
    const winner = mood.prefersFirst(a, b) ? 1 : 2;
    const thought = `${mood.ponder(laidOut)}Assistant 1 has quality ${a}, Assistant 2 has quality ${b}.`;
    const pieces = [`<think>${thought} So Assistant ${winner} is better.</think>`, `\\boxed{Assistant ${winner}}`];
    stream(response, pieces, mood.reads);
  }
}

function stream(response: ServerResponse, pieces: string[], prompt_tokens: number): void {
  const chunk = (more: object) =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', ...more })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of pieces) {
    response.write(chunk({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] }));
  }
  response.write(chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }));
  response.write(
    chunk({ choices: [], usage: { prompt_tokens, completion_tokens: 50, total_tokens: prompt_tokens + 50 } }),
  );
  response.end('data: [DONE]\n\n');
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'refused' } }));
}

const pause = (ms: number) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined);

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
