import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openJudge } from '../../../src/judge/open-judge.ts';
import { isAnother } from '../../../src/models/answerer.ts';
import { ModelError } from '../../../src/models/model-error.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { startModelServer } from '../../support/model-server.ts';
import { head, startRawServer } from '../../support/raw-server.ts';

/**
 * What real servers sent, recorded from them with a model of two layers that learned RRM's form
 * (docs/servers.md).
 */
interface Recorded {
  server: string;
  case: 'stream-ends' | 'stream-cut-in-thought' | 'continue' | 'context-exceeded' | 'no-such-model' | 'models';
  status: number;
  type: string;
  body: string;
}

const recorded = readFileSync(new URL('../../support/recorded/model-servers.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);
const of = (wanted: Recorded['case']) => recorded.filter((one) => one.case === wanted);
const named = (all: readonly Recorded[]) => all.map((one) => [one.server, one] as const);

let server: { close(): Promise<void> } | undefined;
afterEach(() => server?.close());

async function replay({ status, type, body }: Recorded) {
  const raw = await startRawServer(() => [head(`content-type: ${type}\r\nconnection: close`, `${status} X`), body]);
  server = raw;
  return openModels({ hfToken: undefined, policy: { attempts: 1 } })(`hf:judge@${raw.url}/v1`);
}

const pair = { prompt: 'Q', first: 'a', second: 'b', effort: 'quick', tier: 0, sample: 0 } as const;
const request = { messages: [{ role: 'user' as const, content: 'Which one?' }], maxTokens: 60 };

describe('what real servers send', () => {
  it('is there at all', () => {
    expect(new Set(recorded.map(({ server: name }) => name)).size).toBeGreaterThanOrEqual(3);
  });

  it.each(named(of('stream-ends').filter(({ server: name }) => !name.startsWith('llama'))))(
    'is a verdict where the judge came to one: %s',
    async (_, one) => {
      const model = await replay(one);
      const judgement = await openJudge({ model: 'hf:judge', format: 'rrm', openModel: () => model }).compare(pair);
      expect(judgement).toMatchObject({ verdict: 'first', conflict: false });
      expect(judgement.reasoning).toMatch(/Assistant 1 is correct/);
      expect(judgement.answer).toBe('\\boxed{Assistant 1}');
    },
  );

  it.each(named(of('stream-cut-in-thought')))('is no verdict where the judge was cut off: %s', async (_, one) => {
    const model = await replay(one);
    const judgement = await openJudge({ model: 'hf:judge', format: 'rrm', openModel: () => model }).compare(pair);
    expect(judgement).toMatchObject({ verdict: 'invalid', invalidReason: 'truncated' });
  });

  it.each(named(of('continue')))('is forced, or asked again with more room, and never guessed: %s', async (_, one) => {
    const cut = of('stream-cut-in-thought').find(({ server: name }) => name.startsWith(one.server.slice(0, 4)));
    const asked: boolean[] = [];
    const replaying = await startModelServer((response, { continue_final_message }) => {
      asked.push(continue_final_message === true);
      const { status, type, body } = continue_final_message ? one : (cut as Recorded);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    server = replaying;
    const openModel = openModels({ hfToken: undefined, policy: { attempts: 1 } });
    const name = `hf:judge@${replaying.url}/v1`;
    const judgement = await openJudge({ model: name, format: 'rrm', openModel }).compare(pair);
    const isContinued = one.server.startsWith('vLLM') && one.status === 200;
    expect(judgement).toMatchObject(
      isContinued ? { verdict: 'first', forced: true } : { invalidReason: 'truncated', forced: false },
    );
    // A refusal is remembered.
    const everyTime = [false, true, false, true, false, true];
    expect(asked).toEqual(isContinued ? [false, true] : one.status === 200 ? everyTime : [false, true, false, false]);
  });

  it.each(named([...of('stream-ends'), ...of('stream-cut-in-thought')]))('is counted: %s', async (_, one) => {
    const { usage, answeredBy } = await (await replay(one)).reply(request);
    expect(usage.inputTokens).toBeGreaterThan(10);
    expect(usage.outputTokens).toBeGreaterThan(0);
    expect(answeredBy.model).not.toBeNull();
  });

  it.each(named(of('no-such-model')))('is an error, or names who answered in its place: %s', async (_, one) => {
    const answer = await (await replay(one)).reply(request).catch((error: unknown) => error);
    if (answer instanceof ModelError) expect(answer.serverSaid).toMatch(/has-this/);
    else
      expect(isAnother('hf:nobody/has-this', (answer as { answeredBy: { model: string } }).answeredBy.model)).toBe(
        true,
      );
  });

  it.each(named(of('context-exceeded').filter(({ status }) => status >= 400)))(
    'says that the context is too short, and what to do: %s',
    async (_, one) => {
      const error = (await (await replay(one)).reply(request).catch((failure: unknown) => failure)) as ModelError;
      expect(error.message).toMatch(/context is too short.*JUDGE_CONTEXT_TOKENS/);
      expect(error.serverSaid).toMatch(/4096/);
    },
  );
});
