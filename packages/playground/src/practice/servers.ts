import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { listen } from '../../../../src/ops/listen.ts';
import { characterOf, judgeByRules } from './chat-judge.ts';
import { judgePair } from './judge.ts';
import { openRepertoire } from './repertoire.ts';
import { openSamples } from './samples.ts';
import { anthropicEvents, openAiEvents, type Speech } from './speak.ts';
import { gullibilityOf, writeRules } from './writer.ts';

export interface PracticeModels {
  /** The value of `ANTHROPIC_BASE_URL`. */
  anthropicBaseUrl: string;
  /** The names for `CANDIDATE_MODELS`. */
  candidateModels: readonly string[];
  judgeModel: string;
  /** Judges in the format `chat`, and follows the rules that it is given to the degree that its name says. */
  chatJudgeModel: string;
  /** Writes rules from what people chose. */
  writerModel: string;
  close(): Promise<void>;
}

interface Request {
  model: string;
  messages: { role: string; content: string | { text?: string }[] }[];
}

/** Milliseconds between two pieces of a reply at pace 1. A reply takes one to two seconds. */
const PAUSE_MS = 70;

/**
 * Serves practice models on 127.0.0.1. They speak the vendors' protocols and answer from written texts.
 * @param options.port 0: any free one
 * @param options.pace multiplies the pauses between the pieces of a reply. 0: no pauses.
 * @throws when the port is taken
 */
export async function startPracticeModels({
  port = 0,
  pace = 1,
}: {
  port?: number;
  pace?: number;
} = {}): Promise<PracticeModels> {
  const repertoire = openRepertoire();
  const samples = openSamples();
  const say = ({ model, messages }: Request): Speech => {
    const said = textOf(messages.findLast(({ role }) => role === 'user')?.content ?? '');
    const gullibility = gullibilityOf(model);
    if (gullibility !== null) return { reasoning: '', text: writeRules(said, gullibility) };
    const character = characterOf(model);
    if (character) {
      const system = messages.filter(({ role }) => role === 'system').map(({ content }) => textOf(content));
      return judgeByRules(system.join('\n'), said, character) ?? { reasoning: '', text: 'No verdict.' };
    }
    const judgement = judgePair(said, samples.next(said));
    return judgement
      ? { reasoning: judgement.reasoning, text: judgement.answer }
      : { reasoning: '', text: repertoire.next(said, { before: earlierQuestions(messages) }) };
  };
  const stream = async (context: Context, events: typeof openAiEvents) => {
    const request = await context.req.json<Request>();
    const input = JSON.stringify(request.messages);
    return streamSSE(context, async (sse) => {
      for (const event of events(request.model, input, say(request))) {
        if (sse.aborted) return;
        await sse.writeSSE(event);
        if (pace > 0) await sse.sleep(PAUSE_MS * pace);
      }
    });
  };
  const app = new Hono();
  app.post('/v1/messages', (context) => stream(context, anthropicEvents));
  app.post('/v1/chat/completions', (context) => stream(context, openAiEvents));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const base = `http://127.0.0.1:${await listen(server, port, '127.0.0.1')}`;
  return {
    anthropicBaseUrl: base,
    candidateModels: ['anthropic:practice-heron', `hf:practice-otter@${base}/v1`, `hf:practice-badger@${base}/v1`],
    judgeModel: `hf:practice-judge@${base}/v1`,
    chatJudgeModel: `hf:practice-chat-judge@${base}/v1`,
    writerModel: `hf:practice-writer@${base}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What was asked before the last question. */
const earlierQuestions = (messages: Request['messages']): string[] =>
  messages
    .filter(({ role }) => role === 'user')
    .slice(0, -1)
    .map(({ content }) => textOf(content));

const textOf = (content: Request['messages'][number]['content']): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
