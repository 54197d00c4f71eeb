import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HubServer, startHubServer, TOKEN } from '../support/hub/server.ts';
import { root } from '../support/imports.ts';
import { madeExport } from '../support/made-export.ts';
import { program } from '../support/program.ts';

const example = join(root, 'examples/export');
const large = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`t/${n}.parquet`, `${n}`.repeat(900)]));

let folder: string;
let hub: HubServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-publish-'));
  await madeExport(join(folder, 'large'), large, { simulated: 'all' });
  return () => rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  hub = await startHubServer();
});
afterEach(() => hub.close());

const env = (token = TOKEN) => ({ PATH: process.env.PATH, HF_ENDPOINT: hub.url, HF_TOKEN: token });

async function tribunal(args: string[], token = TOKEN): Promise<{ code: number; out: string; err: string }> {
  // In a folder without .env.
  const options = { cwd: folder, env: env(token) };
  const run = promisify(execFile)(process.execPath, [program, 'publish', ...args], options);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );
}

describe('tribunal publish', () => {
  it('only says what it would do, until it is told to do it; then it does what it said', async () => {
    const args = [example, '--repo', 'lab/votes', '--simulated'];
    const dry = await tribunal(args);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(
      /all simulated, exported 2026-03-09\) to http.*\/datasets\/lab\/votes\nThe repository is new\.\nIt will be private/,
    );
    expect(dry.out).toMatch(/To upload, in one commit: \d+ files, [\d.]+ kB\n {2}CITATION\.cff: [\d.]+ kB\n/);
    expect(dry.out).toMatch(
      /Give this repository no DOI.*\nNothing was sent: this was a dry run\. To do it, say it again with --yes\.\n$/,
    );
    expect(dry.err).toMatch(/^Note: Discord’s Developer Policy/);
    expect(hub.asked.every((line) => line.startsWith('GET '))).toBe(true);
    expect(hub.repos.size).toBe(0);
    const done = await tribunal([...args, '--yes']);
    expect(done.out).toMatch(/\nDone: http.*\/datasets\/lab\/votes\n$/);
    expect(done.out.split('\n').slice(0, 10)).toEqual(dry.out.split('\n').slice(0, 10));
    expect(hub.repos.get('lab/votes')?.private).toBe(true);
    expect((await tribunal([...args, '--yes'])).out).toMatch(/holds this export already.*nothing to do\.\n$/);
    expect(`${dry.out}${dry.err}${done.out}${done.err}`).not.toContain(TOKEN);
  }, 120_000);

  it('says without a token what it would upload, and does nothing', async () => {
    const dry = await tribunal([example, '--repo', 'lab/votes', '--simulated'], '');
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringMatching(/HF_TOKEN is not set, so what the repository holds now is not known/),
    ]);
    const real = await tribunal([example, '--repo', 'lab/votes', '--simulated', '--yes'], '');
    expect([real.code, real.err]).toEqual([1, expect.stringMatching(/HF_TOKEN must be a token of the hub/)]);
    expect(hub.asked).toEqual([]);
  }, 120_000);

  it.each([
    [[example, '--repo', 'lab/votes'], /rows of simulated people.*--simulated/],
    [[example, '--repo', 'votes'], /OWNER\/NAME/],
    [[example, '--repo', 'lab/votes', '--public', '--gated'], /cannot be used with option/],
    [['.', '--repo', 'lab/votes'], /is no export/],
  ])('refuses %j', async (args, words) => {
    const { code, err } = await tribunal(args);
    expect([code, err]).toEqual([1, expect.stringMatching(words)]);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it.each(['http://hub.example', 'https://user:secret@hub.example', 'hub.example'])(
    'sends no token to %s',
    async (HF_ENDPOINT) => {
      const options = { cwd: folder, env: { ...env(), HF_ENDPOINT } };
      const run = promisify(execFile)(process.execPath, [program, 'publish', example, '--repo', 'lab/votes'], options);
      await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/ {2}- HF_ENDPOINT must/) });
      await expect(run).rejects.not.toMatchObject({ stderr: expect.stringContaining('secret') });
    },
  );

  it('killed while it uploads leaves the repository as it was, and goes on the next time', async () => {
    const args = [join(folder, 'large'), '--repo', 'lab/votes', '--simulated', '--yes'];
    let stored = 0;
    let child: ChildProcess | undefined;
    hub.fault = async ({ path }) => {
      if (!path.startsWith('/storage/') || ++stored <= 3) return null;
      child?.kill('SIGKILL');
      return 'cut';
    };
    child = spawn(process.execPath, [program, 'publish', ...args], { cwd: folder, env: env(), stdio: 'ignore' });
    const signal = await new Promise((resolve) => child?.on('exit', (_, name) => resolve(name)));
    expect(signal).toBe('SIGKILL');
    const repo = hub.repos.get('lab/votes')!;
    expect([...repo.commits.at(-1)!.files.keys()]).toEqual(['.gitattributes']);
    const there = repo.storage.size;
    expect(there).toBeGreaterThan(0);
    hub.fault = () => null;
    hub.asked.length = 0;
    expect((await tribunal(args)).code).toBe(0);
    expect(hub.asked.filter((line) => line.startsWith('PUT /storage/')).length).toBe(8 - there);
    expect([repo.commits.length, repo.storage.size]).toEqual([1, 8]);
  }, 120_000);
});

const python = process.env.PYTHON ?? 'python3';
const hasClient = spawnSync(python, ['-c', 'import huggingface_hub']).status === 0;

describe.skipIf(!hasClient)('the hub of these tests (needs huggingface_hub; PYTHON names the interpreter)', () => {
  const client = async (...args: string[]) => {
    const script = join(root, 'tests/support/hub_client.py');
    return JSON.parse((await promisify(execFile)(python, [script, hub.url, TOKEN, ...args])).stdout);
  };

  it('speaks as huggingface_hub expects it', async () => {
    const url = `${hub.url}/datasets/lab/python`;
    expect(await client()).toEqual({
      ...{ url, again: url, same: ['small.txt', 'data/one.parquet', 'data/several.parquet'], commits: 3, squashed: 1 },
      ...{ files: ['.gitattributes', 'data/several.parquet', 'small.txt'], deleted: 1, left: 1 },
      ...{ gated: 'manual', private: false },
    });
  }, 120_000);

  it('gives huggingface_hub every file that was published, to the byte', async () => {
    expect((await tribunal([join(folder, 'large'), '--repo', 'lab/votes', '--simulated', '--yes'])).code).toBe(0);
    const found = await client(join(folder, 'large'), 'lab/votes');
    expect(found).toEqual({ same: 12, local: 12, beyond: ['.gitattributes'] });
  }, 120_000);
});
