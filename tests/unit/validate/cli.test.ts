import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { program } from '../../support/program.ts';
import { type QualityServer, startQualityServer } from '../../support/quality-server.ts';

const { PATH, HOME } = process.env;
let folder: string;
let server: QualityServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-validate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startQualityServer();
});
afterEach(() => server.close());

function start(args: string[]) {
  const child = spawn(process.execPath, [program, 'validate', ...args], { env: { PATH, HOME } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended };
}
const run = (...args: string[]) => start(args).ended;

const write = async (name: string, rows: object[]) => {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
};
const linesOf = async (path: string) => (await readFile(path, 'utf8')).trim().split('\n');

/** Pairs of which people prefer the better quality. */
const pairs = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    id: i,
    prompt: `Question ${i}?`,
    first: `Quality ${i % 9}.`,
    second: `Quality ${(i * 5 + 3) % 9}. ${'And more words. '.repeat(i % 4)}`,
    label: i % 9 > (i * 5 + 3) % 9 ? 'first' : 'second',
  }));

const example = [
  ...['--set', 'facts=examples/validate/facts.jsonl', '--set', 'advice=examples/validate/advice.jsonl'],
  ...['--verdicts', 'examples/validate/verdicts.jsonl'],
];

describe('tribunal validate', () => {
  it('reads recorded verdicts, and writes one page and one JSON without the texts', async () => {
    const out = join(folder, 'recorded');
    const { status, stdout, stderr } = await run(...example, '--out', out);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/kappa +0\.\d{3} \(/);
    const result = JSON.parse(await readFile(join(out, 'validate.json'), 'utf8'));
    expect(result).toMatchObject({ judge: 'otter-judge', sets: [{ name: 'facts', pairs: 12 }, { name: 'advice' }] });
    expect(result.together.runs).toBe(3);
    const page = await readFile(join(out, 'validate.html'), 'utf8');
    expect(page).toContain('Is otter-judge fit for use?');
    for (const text of ['Lisbon', 'Porto']) expect(page + JSON.stringify(result)).not.toContain(text);
  });

  it('asks a judge three times in both orders, says first what that takes, and goes on where it was broken off', async () => {
    const [one, other] = [await write('one.jsonl', pairs(6)), await write('other.jsonl', pairs(4))];
    const out = join(folder, 'asked');
    const args = ['--set', `one=${one}`, '--set', `other=${other}`, '--judge', server.judgeModel, '--out', out];
    const price = await run(...args, '--price');
    expect(price).toMatchObject({ status: 0, stdout: '' });
    expect(price.stderr).toMatch(/^60 judge calls are left \(2 orders, 3 runs\).*not known/);
    expect(server.counts.judge).toBe(0);

    const { status, stdout } = await run(...args);
    expect(status).toBe(0);
    expect(server.counts.judge).toBe(60);
    expect(stdout).toMatch(/^RRM-7B\. /);
    expect(stdout).toMatch(/raw agreement +100/);
    expect(stdout).not.toContain('127.0.0.1');

    const file = join(out, 'verdicts.jsonl');
    const kept = await linesOf(file);
    expect(kept).toHaveLength(60);
    // As a crash leaves the file: fifty rows and a part of the next.
    await writeFile(file, `${kept.slice(0, 50).join('\n')}\n${kept[50]!.slice(0, 60)}`);
    const again = await run(...args);
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/^10 judge calls are left/);
    expect(server.counts.judge).toBe(70);
    expect(await linesOf(file)).toHaveLength(60);
  }, 60_000);

  it('stops cleanly, keeps what was under way, and exits with 130', async () => {
    server.mood.judgeDelay = 150;
    const set = await write('slow.jsonl', pairs(30));
    const out = join(folder, 'stopped');
    const { child, ended } = start(['--set', `s=${set}`, '--judge', server.judgeModel, '--out', out]);
    while (server.counts.judge < 10) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/Run it again to go on/);
    expect(await linesOf(join(out, 'verdicts.jsonl'))).toHaveLength(server.counts.judge);
  }, 60_000);

  it('sounds an alarm on an anchor when the judge has changed, and none when it has not', async () => {
    const anchor = await write('anchor.jsonl', pairs(16));
    const args = (name: string, ...more: string[]) => [
      ...['--anchor', anchor, '--judge', server.judgeModel, '--runs', '2', '--out', join(folder, name)],
      ...more,
    ];
    expect((await run(...args('before'))).status).toBe(0);
    const before = ['--before', join(folder, 'before', 'validate.json')];
    const same = await run(...args('same', ...before));
    expect(same.status).toBe(0);
    expect(same.stdout).toMatch(/none shown/);
    server.mood.prefersFirst = (first, second) => first < second;
    const turned = await run(...args('turned', ...before));
    expect(turned.status).toBe(3);
    expect(turned.stdout).toMatch(/ALARM: .*agreement/);
  }, 60_000);

  it.each([
    [['--verdicts', 'x'], /Name a set of pairs with --set NAME=FILE/],
    [['--set', 'a=examples/validate/facts.jsonl'], /Name a judge to ask with --judge/],
    [['--set', 'examples/validate/facts.jsonl', '--verdicts', 'x'], /must be NAME=FILE/],
    [[...example.slice(0, 2), '--judge', 'hf:x@http://127.0.0.1:1/v1'], /needs --out FOLDER/],
    [[...example, '--judge', 'owl'], /has no verdict of owl. It has those of: otter-judge/],
    [[...example, '--bound', 'kapa=1'], /NAME=NUMBER with one of sets, runs, kappa/],
    [[...example, '--before', 'package.json'], /no validate.json of an earlier run/],
  ])('says what is wrong with %j', async (args, said) => {
    const { status, stderr } = await run(...args);
    expect(status).toBe(1);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('names the set that a verdict needs where an id is in several', async () => {
    const set = await write('twins.jsonl', pairs(2));
    const verdicts = await write('twins-verdicts.jsonl', [{ id: 1, verdict: 'first' }]);
    const { stderr } = await run('--set', `a=${set}`, '--set', `b=${set}`, '--verdicts', verdicts);
    expect(stderr).toMatch(/the id 1 is in several sets, so its row needs "set"/);
  });
});
