import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { patientJudge } from '../../src/cli/patient-judge.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openAiReply, sse, startModelServer } from '../support/model-server.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

const { PATH, HOME } = process.env;
let folder: string;
let server: QualityServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startQualityServer();
});
afterEach(() => server.close());

const tribunal = (args: string[], input = '') =>
  new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { PATH, HOME, JUDGE_MODEL: server.judgeModel },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (piece) => {
      stdout += piece;
    });
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
  });
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const write = async (name: string, rows: object[]) => {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
};

describe('tribunal verdict', () => {
  it('reads raw replies, a line each', async () => {
    const rows = [
      { id: 1, raw: '</think>\\boxed{Assistant 1}' },
      { id: 'b', raw: '\\boxed{Assistant 2}', reasoning: 'hm' },
      { id: 3, raw: '<think>cut \\boxed{Assistant 1}', stopReason: 'length' },
      { id: 4, raw: '</think>\\boxed{Assistant 1} \\boxed{Assistant 2}' },
    ];
    const { status, stdout } = await tribunal(
      ['verdict', '--format', 'rrm'],
      rows.map((row) => JSON.stringify(row)).join('\n'),
    );
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual([
      { id: 1, verdict: 'first', conflict: false },
      { id: 'b', verdict: 'second', conflict: false },
      { id: 3, verdict: 'invalid', conflict: false, invalidReason: 'truncated' },
      { id: 4, verdict: 'second', conflict: true },
    ]);
  });

  it('names the line that it cannot use', async () => {
    const { status, stderr } = await tribunal(['verdict', '--format', 'rrm'], '{"id":1,"raw":""}\n{"id":2}\n');
    expect(status).toBe(1);
    expect(stderr).toMatch(/Line 2 cannot be used: raw:/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('tribunal judge', () => {
  const pairs = Array.from({ length: 6 }, (_, i) => ({
    id: i,
    prompt: `Q ${i}?`,
    first: `Quality ${i}.`,
    second: 'Quality 3.5.'.replace('3.5', '3'),
    label: i > 3 ? 'first' : 'second',
    category: i % 2 ? 'odd' : 'even',
  }));

  it('judges a file, sums it up, and goes on where it was broken off', async () => {
    const input = await write('pairs.jsonl', pairs);
    const out = join(folder, 'verdicts.jsonl');
    const { status, stdout } = await tribunal(['judge', '--in', input, '--out', out, '--orders', 'both']);
    expect(status).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({
      pairs: 6,
      invalidRate: { value: 0 },
      byCategory: { odd: { pairs: 3 }, even: { pairs: 3 } },
    });
    expect(summary.accuracy.majority.value).toBeGreaterThan(0.8);
    expect(summary.accuracy.majority.low).toBeLessThan(summary.accuracy.majority.value);

    const whole = await readFile(out, 'utf8');
    const asked = server.counts.judge;
    // As a crash leaves the file: three rows and a part of the fourth.
    const cut = whole.split('\n').slice(0, 4).join('\n');
    await writeFile(out, cut.slice(0, -20));
    const again = await tribunal(['judge', '--in', input, '--out', out, '--orders', 'both']);
    expect(again.status).toBe(0);
    const rows = lines(await readFile(out, 'utf8'));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(rows).toHaveLength(6);
    expect(server.counts.judge - asked).toBeLessThan(asked);
    expect(JSON.parse(again.stdout)).toMatchObject({ pairs: 6 });
  });

  it('finds a judge that always takes the first one', async () => {
    server.mood.prefersFirst = () => true;
    const input = await write('biased.jsonl', pairs);
    const { stdout } = await tribunal([
      'judge',
      '--in',
      input,
      '--out',
      join(folder, 'biased.out'),
      '--orders',
      'both',
    ]);
    const summary = JSON.parse(stdout);
    expect(summary.firstSlotRate.value).toBe(1);
    expect(summary.flips.value).toBe(1);
    expect(summary.accuracy.bothOrdersConsistent.value).toBe(0);
  });

  it('asks k times where votes are wanted', async () => {
    const input = await write('votes.jsonl', pairs.slice(0, 1));
    await tribunal(['judge', '--in', input, '--out', join(folder, 'votes.out'), '--votes', '5']);
    expect(server.counts.judge).toBeGreaterThanOrEqual(3);
    expect(server.counts.judge).toBeLessThanOrEqual(5);
  });
});

describe('rows that share an id', () => {
  it('are judged once, on a fresh run as on one that goes on, and that is said', async () => {
    const pair = { prompt: 'Q?', first: 'Quality 1.', second: 'Quality 2.' };
    const input = await write('twice.jsonl', [
      { id: 1, ...pair },
      { id: 'b', ...pair },
      { id: 1, ...pair, second: 'Quality 0.' },
    ]);
    const out = join(folder, 'twice.out');
    const args = ['judge', '--in', input, '--out', out, '--orders', 'one'];
    for (const calls of [2, 2]) {
      const { status, stdout, stderr } = await tribunal(args);
      expect([status, JSON.parse(stdout).pairs, server.counts.judge]).toEqual([0, 2, calls]);
      expect(stderr).toMatch(/1 row was left out, because an earlier one has its id: 1\./);
    }
    expect(lines(await readFile(out, 'utf8')).find(({ id }) => id === 1)?.verdict).toBe('second');
  });

  it('are not those whose numbers differ beyond 2^53, and every id comes back as it was', async () => {
    const ids = ['1161888007138312788', '1161888007138312789'];
    const pair = JSON.stringify({ prompt: 'Q?', first: 'Quality 1.', second: 'Quality 2.' }).slice(1);
    const input = join(folder, 'long.jsonl');
    await writeFile(input, ids.map((id) => `{"id":${id},${pair}\n`).join(''));
    const out = join(folder, 'long.out');
    const args = ['judge', '--in', input, '--out', out, '--orders', 'one', '--concurrency', '1'];
    await tribunal(args);
    const whole = await readFile(out, 'utf8');
    expect(whole.match(/^\{"id":\d+/gm)).toEqual(ids.map((id) => `{"id":${id}`));
    // As a break after the first row leaves the file.
    await writeFile(out, whole.slice(0, whole.indexOf('\n') + 1));
    const { stdout, stderr } = await tribunal(args);
    expect([JSON.parse(stdout).pairs, stderr, server.counts.judge]).toEqual([2, '', 3]);
  });
});

describe('a file without rows', () => {
  it('is an error of every command that reads rows, and no judge is asked', async () => {
    const input = await write('empty.jsonl', []);
    const out = join(folder, 'empty.out');
    const runs = await Promise.all([
      tribunal(['judge', '--in', input, '--out', out]),
      tribunal(['pick', '--in', input, '--out', out]),
      tribunal(['agreement', '--in', input]),
      tribunal(['rank', '--in', input]),
      tribunal(['verdict', '--format', 'rrm']),
    ]);
    for (const { status, stdout, stderr } of runs) {
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/ is empty: it has no /);
    }
    expect(server.counts.judge).toBe(0);
  });
});

describe('a judge that fails', () => {
  const pairs = Array.from({ length: 12 }, (_, i) => ({
    id: i,
    prompt: 'Q?',
    first: `Quality ${i + 1}.`,
    second: 'Quality 0.',
  }));

  it('on one row leaves that row out, judges the others, and the next run tries it again', async () => {
    const refused = await startModelServer((response, body) => {
      const { content } = (body as { messages: { content: string }[] }).messages.at(-1) ?? { content: '' };
      if (content.includes('Quality 7.')) response.writeHead(400).end('{}');
      else sse(response).end(openAiReply('</think>\\boxed{Assistant 1}'));
    });
    const input = await write('one-fails.jsonl', pairs);
    const out = join(folder, 'one-fails.out');
    const args = ['judge', '--in', input, '--out', out, '--orders', 'one', '--model', `hf:RRM-7B@${refused.url}/v1`];
    const { status, stdout, stderr } = await tribunal(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Row 6 could not be judged: .*HTTP 400[\s\S]*1 row is missing/);
    expect(JSON.parse(stdout)).toMatchObject({ pairs: 11, calls: 11, costUsd: null });
    const asked = refused.requests.length;
    await tribunal(args);
    expect(refused.requests.length).toBe(asked + 1);
    await refused.close();
  });

  it('on every row is asked no more than a few times', async () => {
    server.mood.judgeStatus = 401;
    const input = await write('all-fail.jsonl', [...pairs, ...pairs.map((pair) => ({ ...pair, id: pair.id + 100 }))]);
    const { status, stderr } = await tribunal(['judge', '--in', input, '--out', join(folder, 'all-fail.out')]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/HTTP 401: it does not accept the key/);
    expect(server.counts.judge).toBeLessThanOrEqual(16);
  });

  it('because it is being started is waited for', async () => {
    let count = 0;
    const waking = await startModelServer((response) => {
      if (count++ < 2) response.writeHead(503).end();
      else sse(response).end(openAiReply('</think>\\boxed{Assistant 1}'));
    });
    const judge = openJudge({
      model: `hf:RRM-7B@${waking.url}/v1`,
      openModel: openModels({ policy: { attempts: 1 } }),
    });
    const question = { prompt: 'Q', first: 'a', second: 'b', effort: 'quick', tier: 0, sample: 0 } as const;
    await expect(patientJudge(judge, 0, 10).compare(question)).rejects.toMatchObject({ status: 503 });
    expect(await patientJudge(judge, 60_000, 10).compare(question)).toMatchObject({ verdict: 'first' });
    expect(waking.requests).toHaveLength(3);
    await waking.close();
  });

  it('is not even asked where a line of the file cannot be used, or where results would go into it', async () => {
    const input = await write('bad.jsonl', [...pairs, { id: 'no candidates' }]);
    const bad = await tribunal(['judge', '--in', input, '--out', join(folder, 'bad.out')]);
    expect(bad.stderr).toMatch(/Line 13 of .*bad\.jsonl cannot be used: prompt/);
    const before = await readFile(input, 'utf8');
    const good = await write('good.jsonl', pairs);
    const same = await tribunal(['judge', '--in', good, '--out', good]);
    expect(same.stderr).toMatch(/same file/);
    expect([bad.status, same.status, server.counts.judge]).toEqual([1, 1, 0]);
    expect(await readFile(input, 'utf8')).toBe(before);
  });
});

describe('tribunal pick', () => {
  it('finds the best of n, with standings and every comparison', async () => {
    const input = await write('prompts.jsonl', [
      { id: 'x', prompt: 'Q?', candidates: ['Quality 2.', 'Quality 9.', 'Quality 4.', 'Quality 1.'] },
    ]);
    const out = join(folder, 'picks.jsonl');
    const { status, stdout, stderr } = await tribunal([
      'pick',
      '--in',
      input,
      '--out',
      out,
      '--tournament',
      'knockout',
    ]);
    expect([status, stderr]).toEqual([0, '']);
    const [row] = lines(await readFile(out, 'utf8'));
    expect(row).toMatchObject({ id: 'x', pick: 1, judged: true });
    expect(row.standings).toHaveLength(4);
    expect(row.comparisons).toHaveLength(3);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 1, calls: 3, tokens: { input: 300, output: 150 }, costUsd: null });
    expect(row.comparisons[0].judgement.reasoning).toMatch(/Assistant/);
  });

  it('says in words which tournament there is not', async () => {
    const input = await write('none.jsonl', []);
    const { status, stderr } = await tribunal([
      'pick',
      '--in',
      input,
      '--out',
      join(folder, 'none.out'),
      '--tournament',
      'lottery',
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no tournament "lottery"/);
  });
});
