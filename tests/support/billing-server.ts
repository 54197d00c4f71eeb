import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { chunk, type ModelServer, sse, startModelServer, usageChunk } from './model-server.ts';

/** Faults of a model server, most of which it bills all the same. */
export const faults = [
  'none',
  'all of it inside <think>',
  'slow',
  'refused',
  'cut in the middle',
  'a 500, then well',
  'a 503, then well',
  'never comes to an end',
  'does not count',
  'counts below zero',
  'counts to no number',
  'writes more than it may',
] as const;
export type Fault = (typeof faults)[number];
export type Asked = 'candidate' | 'judge' | 'check';

export interface BillingServer extends ModelServer {
  candidateModel: string;
  judgeModel: string;
  checkModel: string;
  /** The bill so far: calls and tokens. */
  billed: { calls: number; inputTokens: number; outputTokens: number };
  /** Chooses the fault for each request. */
  next: (asked: Asked) => Fault;
  /** The verdict of the content check. */
  safe: boolean;
  /** The number of words of a reply, and of a judge's reasoning. */
  words: { reply: number; thought: number };
  /** The pause between two pieces of ten words when the fault is `slow`, in milliseconds. */
  slowMs: number;
}

/**
 * A model server in OpenAI's protocol that counts what it would bill:
 * everything that it reads, and everything that it writes until it notices that the client is gone.
 */
export async function startBillingServer(): Promise<BillingServer> {
  const billed = { calls: 0, inputTokens: 0, outputTokens: 0 };
  let replies = 0;
  const failedOnce = new Set<string>();
  const server = await startModelServer(async (response, body) => {
    const messages = body.messages as { role: string; content: string }[];
    const text = messages.map(({ content }) => content).join('\n');
    const asked = text.includes('SAFE or UNSAFE?') ? 'check' : text.includes('### Assistant 1') ? 'judge' : 'candidate';
    const fault = billing.next(asked);
    const first = !failedOnce.has(text);
    failedOnce.add(text);
    if (fault === 'a 503, then well' && first) return refuse(response, 503);
    billed.calls++;
    const input = Math.ceil(text.length / 4) + 8 * messages.length;
    billed.inputTokens += input;
    // Some vendors bill the input of a request that failed.
    if (fault === 'a 500, then well' && first) return refuse(response, 500);
    await answer(response, asked, fault, { input, most: Number(body.max_tokens), better: betterIn(text) });
  });
  const billing: BillingServer = Object.assign(server, {
    ...{ candidateModel: `hf:writer@${server.url}/v1`, judgeModel: `hf:RRM-7B@${server.url}/v1` },
    ...{ checkModel: `hf:checker@${server.url}/v1`, billed, safe: true, slowMs: 20 },
    words: { reply: 80, thought: 40 },
    next: (): Fault => 'none',
  });
  return billing;

  async function answer(
    response: ServerResponse,
    asked: Asked,
    fault: Fault,
    { input, most, better }: { input: number; most: number; better: 1 | 2 },
  ) {
    sse(response);
    // Every reply is different, so that none is a duplicate and all are judged.
    const own = ++replies;
    let written = 0;
    const write = (words: string[]) => {
      written += words.length;
      billed.outputTokens += words.length;
      response.write(chunk({ content: `${words.join(' ')} ` }));
    };
    const wanted = asked === 'candidate' ? billing.words.reply : asked === 'judge' ? billing.words.thought : 2;
    const endless = fault === 'never comes to an end';
    const body = fault === 'writes more than it may' ? most + 500 : endless ? most : Math.min(wanted, most);
    if (fault === 'all of it inside <think>') write(['<think>']);
    const size = fault === 'slow' ? 10 : 400;
    for (let at = 0; at < body && !response.destroyed; at += size) {
      write(Array.from({ length: Math.min(size, body - at) }, (_, i) => `${WORDS[(at + i) % 12]}${own}`));
      if (fault === 'slow') await sleep(billing.slowMs);
      else await new Promise((resolve) => setImmediate(resolve));
      if (fault === 'cut in the middle' && at + size >= body / 2) return void response.destroy();
    }
    if (response.destroyed) return;
    if (fault === 'all of it inside <think>') write(['</think>']);
    else if (asked === 'judge' && !endless && fault !== 'writes more than it may')
      write(['</think>', `\\boxed{Assistant ${better}}`]);
    else if (asked === 'check') write(['</think>', billing.safe ? 'SAFE' : 'UNSAFE']);
    const finish = fault === 'refused' ? 'content_filter' : endless ? 'length' : 'stop';
    response.write(chunk({}, finish));
    response.write(counts(fault, input, written));
    response.end('data: [DONE]\n\n');
  }
}

/** The reply that was written first is the better one. */
function betterIn(text: string): 1 | 2 {
  const [one = 0, two = 0] = text
    .split('### Assistant ')
    .slice(1)
    .map((part) => Number(/river(\d+)/.exec(part)?.[1]));
  return one < two ? 1 : 2;
}

/** Words of about five letters: most are one token. */
const WORDS = 'river stone cloud maple ember flint crane dusk north amber pearl slate'.split(' ');

function counts(fault: Fault, input: number, output: number): string {
  if (fault === 'does not count') return '';
  if (fault === 'counts below zero') return usageChunk(-5_000_000, -5_000_000);
  if (fault === 'counts to no number') return usageChunk('many' as unknown as number, 1.5);
  return usageChunk(input, output);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'refused' } }));
}
