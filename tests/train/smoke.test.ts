import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { program } from '../support/program.ts';
import { fillBriefCommunity, LATER } from './brief-community.ts';

/**
 * A Python that has what examples/train/requirements.txt pins. The run takes about four minutes of processor
 * time, so it is for those who name one.
 */
const python = process.env.TRAIN_PYTHON;
const recipe = resolve('examples/train');
const { PATH, HOME } = process.env;
const until = LATER.toISOString().slice(0, 10);
const permission = 'none is needed: the community is made up';

let folder: string;
let fresh: FreshDatabase;
let server: ChildProcess | undefined;

/** Runs a command to its end. @returns what it printed; throws with that when it fails. */
function run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(command, args, { cwd: folder, env: { PATH, HOME, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece) => {
      said += piece;
    });
  return new Promise((done, failed) =>
    child.on('close', (status) => (status === 0 ? done(said) : failed(new Error(said.slice(-4000))))),
  );
}

/** Offline, on the processor, and one thread: two would wait for each other on a busy machine. */
const quiet = {
  HF_HUB_OFFLINE: '1',
  CUDA_VISIBLE_DEVICES: '',
  OMP_NUM_THREADS: '1',
  HF_HUB_DISABLE_PROGRESS_BARS: '1',
};
const py = (args: string[]) => run(python as string, ['-W', 'ignore', ...args], quiet);
const tribunal = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, [resolve(program), ...args], {
    DATABASE_URL: fresh.url,
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    ...env,
  });
const small = ['--model', 'tiny', '--bits', '16', '--accumulate', '1', '--max-completion', '24', '--lora-rank', '8'];
const train = (args: string[]) => py([join(recipe, 'train.py'), ...args, ...small]);
const exported = (format: string) =>
  tribunal(
    ['export', '--until', until, '--format', format, '--out', join(folder, format)].concat(
      '--discord-permission',
      permission,
    ),
  );

async function logOf(out: string): Promise<Record<string, number | string>[]> {
  const text = await readFile(join(folder, out, 'log.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(python === undefined)('examples/train (needs TRAIN_PYTHON)', { timeout: 900_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal-train-'));
    fresh = await freshDatabase();
    await fillBriefCommunity(fresh.database.db, { asks: 100, later: 20 });
    await exported('verl');
    await exported('trl');
    console.log(await py([resolve('tests/train/tiny_judge.py'), 'verl', 'tiny']));
  }, 600_000);
  afterAll(async () => {
    server?.kill();
    await fresh?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it('loads both splits by `datasets`, as the dataset card names them', async () => {
    const script =
      'import json,sys;from datasets import load_dataset;' +
      'print(json.dumps({f:{s:[len(r),r.column_names] for s,r in load_dataset(f).items()} for f in sys.argv[1:]}))';
    // A folder that a relative name could take for one of the hub's is named in full.
    const said = await py(['-c', script, join(folder, 'trl'), join(folder, 'verl')]);
    const loaded = JSON.parse(said.trim().split('\n').at(-1) as string);
    const from = ['ask_id', 'votes_chosen', 'votes', 'simulated'];
    expect(loaded[join(folder, 'trl')]).toEqual({
      train: [96, ['prompt', 'chosen', 'rejected', ...from]],
      test: [4, ['prompt', 'chosen', 'rejected', ...from]],
    });
    const columns = ['data_source', 'prompt', 'ability', 'reward_model', 'extra_info'];
    expect(loaded[join(folder, 'verl')]).toEqual({ train: [192, columns], test: [8, columns] });
  });

  it('trains a judge with GRPO: its reward rises, on held-out asks too, and the adapter is there', async () => {
    const pace = ['--batch', '64', '--learning-rate', '5e-3', '--beta', '0', '--max-steps', '20', '--eval-rows', '8'];
    const said = await train(['--method', 'grpo', '--data', 'verl', '--out', 'adapter', ...pace]);
    expect(said).toContain(permission);
    const log = await logOf('adapter');
    const rewards = log.flatMap(({ reward }) => (typeof reward === 'number' ? [reward] : []));
    const held = log.flatMap(({ eval_reward }) => (typeof eval_reward === 'number' ? [eval_reward] : []));
    const files = (await readdir(join(folder, 'adapter'))).filter((name) => !name.startsWith('checkpoint'));
    console.log(JSON.stringify({ rewards, held, files: files.toSorted() }));
    expect(rewards.length).toBe(20);
    expect(mean(rewards.slice(-4)) - mean(rewards.slice(0, 4))).toBeGreaterThan(0.2);
    expect(held[1]).toBeGreaterThan(held[0] as number);
    expect(files).toEqual(expect.arrayContaining(['adapter_config.json', 'adapter_model.safetensors']));
    const { export: made } = JSON.parse(await readFile(join(folder, 'adapter/training.json'), 'utf8'));
    expect(made).toMatchObject({ discordPermission: permission, simulated: 'none' });
  });

  it('trains by DPO: a writer on rows of trl, a judge on its own judgements, and on kept rows alone', async () => {
    const { exportId } = JSON.parse(await readFile(join(folder, 'verl/manifest.json'), 'utf8'));
    const kept = await tribunal(['keep-list', exportId]);
    await mkdir(join(folder, 'lists'));
    const lines = kept.split('\n').filter((line) => /^(table,code|asks,\w+)$/.test(line));
    // Withdrawn: all but eight asks.
    await writeFile(join(folder, 'lists/keep.csv'), `${lines.slice(0, 9).join('\n')}\n`);
    const pace = ['--batch', '8', '--learning-rate', '5e-4', '--max-steps', '4'];
    await train(['--method', 'dpo', '--data', 'trl', '--out', 'writer', ...pace]);
    const keep = ['--keep-list', join(folder, 'lists/keep.csv')];
    const said = await train(['--method', 'dpo', '--data', 'verl', '--out', 'dpo', ...pace, ...keep]);
    expect(said).toMatch(/^\d+ of (14|16) rows were judged both rightly and wrongly/m);
    const losses = (await logOf('writer')).flatMap(({ loss }) => (typeof loss === 'number' ? [loss] : []));
    console.log(JSON.stringify({ losses }));
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
    expect(await readdir(join(folder, 'dpo'))).toContain('adapter_model.safetensors');
  });

  it('is served, and judges asks that it was not trained on', async () => {
    await mkdir(join(folder, 'served'));
    await py([join(recipe, 'merge.py'), '--adapter', 'adapter', '--out', 'served/judge']);
    const port = await freePort();
    const serve = ['-m', 'transformers.cli.transformers', 'serve', '--port', String(port), '--device', 'cpu'];
    server = spawn(python as string, serve, {
      cwd: join(folder, 'served'),
      env: { PATH, HOME, ...quiet },
      stdio: 'ignore',
    });
    const health = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(health, { timeout: 120_000, interval: 500 }).toBe(true);
    const judge = `hf:judge@http://127.0.0.1:${port}/v1`;
    const environment = { JUDGE_FORMAT: 'rrm', JUDGE_CONTEXT_TOKENS: '4096' };
    const said = await tribunal(['rejudge', '--since', until, '--judge', judge, '--parallel', '2'], environment);
    console.log(said.replaceAll(String(port), 'PORT'));
    const rows = await fresh.database.db.select().from(shadowComparisons);
    console.log(
      JSON.stringify(rows.slice(0, 2).map(({ verdict, reasoning, answer }) => ({ verdict, reasoning, answer }))),
    );
    expect(rows.length).toBe(40);
    expect(rows.filter(({ verdict }) => verdict !== 'invalid').length).toBeGreaterThan(30);
  });
});
