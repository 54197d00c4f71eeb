import { openJudge } from '../../src/judge/open-judge.ts';
import { ModelError } from '../../src/models/model-error.ts';
import { openModels } from '../../src/models/open-models.ts';
import { chunk, sse, startModelServer } from '../../tests/support/model-server.ts';
import { print } from '../support/world.ts';

/** The cost of each fault of a judge's provider: requests and seconds for 20 parallel comparisons. */
const question = { prompt: 'Q', first: 'one', second: 'two', effort: 'standard' as const, tier: 0 as const, sample: 0 };
const fine = `${chunk({ content: '<think>hm</think>\\boxed{Assistant 1}' }, 'stop')}data: [DONE]\n\n`;

type Behave = Parameters<typeof startModelServer>[0];
const faults: Record<string, Behave> = {
  none: (response) => void sse(response).end(fine),
  'always 503': (response) => void response.writeHead(503).end(),
  'three times 503, then fine': (response, _body, count) =>
    void (count < 3 ? response.writeHead(503).end() : sse(response).end(fine)),
  '429 with Retry-After 1, then fine': (response, _body, count) =>
    void (count < 20 ? response.writeHead(429, { 'retry-after': '1' }).end() : sse(response).end(fine)),
  'always 401': (response) => void response.writeHead(401).end(),
  'cut in the middle': (response) => {
    sse(response).write(chunk({ content: 'half' }));
    setTimeout(() => response.destroy(), 5);
  },
  'ends early': (response) => void sse(response).end(`${chunk({ content: 'half' })}data: [DONE]\n\n`),
  'stalls in the middle': (response) => void sse(response).write(chunk({ content: 'half' })),
  'no JSON': (response) => void sse(response).end('data: {nonsense\n\n'),
};

for (const [fault, behave] of Object.entries(faults)) {
  const server = await startModelServer(behave);
  // The policy of production, except for the idle time-out: there, a stall takes 60 seconds.
  const judge = openJudge({ model: `hf:RRM-7B@${server.url}/v1`, openModel: openModels({ policy: { idleMs: 1000 } }) });
  const begun = performance.now();
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      judge.compare(question).then(
        ({ verdict, invalidReason }) => invalidReason ?? verdict,
        (error: unknown) => (error instanceof ModelError ? error.code : 'unexpected'),
      ),
    ),
  );
  const counts = Object.groupBy(results, (result) => result);
  const outcomes = Object.entries(counts)
    .map(([result, all]) => `${all?.length} ${result}`)
    .join(', ');
  print({
    bench: 'provider faults',
    fault,
    comparisons: 20,
    requests: server.requests.length,
    seconds: Number(((performance.now() - begun) / 1000).toFixed(1)),
    outcomes,
  });
  await server.close();
}
process.exit(0);
