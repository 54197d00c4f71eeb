import type { Model, ModelReply, ModelRequest, ReplyOptions } from '../../src/models/model.ts';

export const RUBRIC = '1. The response is short. [Hard Rule]\n2. The response is right. [Principle]';

/** What a request is for, by its prompt. */
export type Kind = 'rubric' | 'pair' | 'reply';
export interface Sent {
  kind: Kind;
  model: string;
  request: ModelRequest;
}

/**
 * Models in memory: one that writes rubrics, one that judges by them, and one that replies. `answer` may
 * change what they write, and wait.
 */
export function rubricModels(
  answer: (sent: Sent, count: number) => Promise<string | undefined> | undefined = () => undefined,
) {
  const sent: Sent[] = [];
  const openModel = (name: string): Model => ({
    name,
    abilities: { sendsSampling: true, continuesLast: false },
    async reply(request: ModelRequest, { meter, signal }: ReplyOptions = {}): Promise<ModelReply> {
      const said = request.messages[0]?.content ?? '';
      const kind = /rubric-style instructions/.test(said) ? 'rubric' : /impartial judge/.test(said) ? 'pair' : 'reply';
      const one = { kind, model: name, request } as const;
      sent.push(one);
      const count = sent.filter((other) => other.kind === kind).length;
      const ticket = await meter?.begin(name, { inputTokens: 10, outputTokens: 10, costUsd: null });
      const written = await answer(one, count);
      await ticket?.end({ inputTokens: 7, outputTokens: 5, costUsd: null }, { estimated: false, outcome: 'done' });
      signal?.throwIfAborted();
      const usual = { rubric: RUBRIC, pair: '--- Final Judgment ---\nWinner: Response A', reply: `Reply ${count}` };
      return {
        text: written ?? usual[kind],
        reasoning: '',
        stopReason: 'end',
        answeredBy: { model: name, provider: null, fingerprint: null },
        promptCut: false,
        usage: { inputTokens: 7, outputTokens: 5, reasoningTokens: null, costUsd: null },
        latencyMs: 1,
        firstTokenMs: null,
      };
    },
  });
  return { openModel, sent, of: (kind: Kind) => sent.filter((one) => one.kind === kind) };
}
