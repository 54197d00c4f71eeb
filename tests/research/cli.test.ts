import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { DAY, decide, seedAsk } from '../support/research.ts';

const { PATH, HOME } = process.env;
let folder: string;
let fresh: FreshDatabase;
let server: QualityServer;
beforeAll(async () => {
  [folder, fresh, server] = await Promise.all([
    mkdtemp(join(tmpdir(), 'tribunal-research-')),
    freshDatabase(),
    startQualityServer(),
  ]);
  await decide(fresh.database.db, 'asker', 'given', DAY);
  for (let n = 1; n <= 6; n++)
    await seedAsk(fresh.database.db, n, { texts: ['Quality 1.', 'Quality 2.', 'Quality 3.'] });
});
afterAll(async () => {
  await Promise.all([fresh.close(), server.close()]);
  await rm(folder, { recursive: true, force: true });
});

function tribunal(args: string[]) {
  const env = { PATH, HOME, DATABASE_URL: fresh.url, PSEUDONYM_KEY: 'a key of the tests, long enough to be one' };
  const child = spawn(process.execPath, [program, ...args], { env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
  return { child, ended };
}

describe('tribunal export', { timeout: 120_000 }, () => {
  it('states Discord’s policy, writes the folder and prints the manifest', async () => {
    const out = join(folder, 'rows');
    const { status, stdout, stderr } = await tribunal(['export', '--out', out, '--format', 'csv']).ended;
    expect(stderr).toMatch(/Developer Policy forbids training/);
    expect(stderr).toMatch(/asks\.csv: 6 rows/);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: { 'asks.csv': 6, 'candidates.csv': 18 } });
    expect(await readdir(out)).toEqual(expect.arrayContaining(['CODEBOOK.md', 'SHA256SUMS', 'manifest.json']));
  });

  it('is followed by the list of what may be kept of it', async () => {
    const out = join(folder, 'kept');
    const args = ['export', '--out', out, '--format', 'jsonl', '--link-voters', 'a test'];
    const { stdout, stderr } = await tribunal(args).ended;
    expect(stderr).toMatch(/who never votes on Ada’s questions is Ada/);
    const { exportId, linkedVoters } = JSON.parse(stdout) as { exportId: string; linkedVoters: string };
    expect(linkedVoters).toBe('a test');
    const list = await tribunal(['keep-list', exportId]).ended;
    const rows = (await readFile(join(out, 'asks.jsonl'), 'utf8')).trim().split('\n');
    const codes = rows.map((line) => `asks,${(JSON.parse(line) as { ask_id: string }).ask_id}`);
    expect(list.stdout.trim().split('\n')).toEqual(['table,code', ...codes]);
    const wrong = await tribunal(['keep-list', 'nothing']).ended;
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringMatching(/must be an export’s id/)]);
  });

  it('refuses in words what it will not do', async () => {
    const out = join(folder, 'training');
    const { status, stderr } = await tribunal(['export', '--out', out, '--format', 'verl']).ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/--discord-permission/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('tribunal fit-prior', { timeout: 120_000 }, () => {
  it('ends with 1 when there is too little to fit', async () => {
    const { status, stdout } = await tribunal(['fit-prior']).ended;
    expect([status, stdout]).toEqual([1, expect.stringMatching(/Not enough data/)]);
  });
});

describe('tribunal rejudge', { timeout: 120_000 }, () => {
  it('is killed, run again, and has paid for nothing that it kept twice', async () => {
    server.mood.judgeDelay = 60;
    const args = ['rejudge', '--judge', server.judgeModel, '--parallel', '1'];
    const first = tribunal(args);
    await expect.poll(() => server.counts.judge, { timeout: 60_000, interval: 10 }).toBeGreaterThan(3);
    first.child.kill('SIGKILL');
    await first.ended;
    const kept = (await fresh.database.db.select().from(shadowComparisons)).length;
    const asked = server.counts.judge;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(12);
    server.mood.judgeDelay = 0;
    // PostgreSQL releases the dead process's advisory lock when it sees the connection end.
    let again = await tribunal(args).ended;
    if (/Another process/.test(again.stderr)) again = await tribunal(args).ended;
    expect(again.stderr).toMatch(/Nothing is left to judge/);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ comparisons: 12, sameVerdict: { n: 12 } });
    expect(server.counts.judge - asked).toBe(12 - kept);
  });

  it('names the reasons of what failed, ends with 1, and the next run tries it again', async () => {
    await fresh.database.db.delete(shadowComparisons);
    server.mood.judgeStatus = 400;
    const args = ['rejudge', '--judge', server.judgeModel, '--parallel', '1', '--limit', '3'];
    const some = await tribunal(args).ended;
    expect(some.status).toBe(1);
    expect(some.stderr).toMatch(/0 comparisons judged, 3 failed[\s\S]+Why they failed:\n {2}3 × .*HTTP 400/);
    server.mood.judgeStatus = 401;
    const refused = await tribunal(args).ended;
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/cannot be asked[\s\S]+1 × .*HTTP 401/);
    server.mood.judgeStatus = 200;
    const all = await tribunal(args.slice(0, -2)).ended;
    expect([all.status, all.stderr]).toEqual([0, expect.stringMatching(/12 comparisons judged, 0 failed/)]);
  });

  it('ends with 1 when a budget in dollars cannot be kept', async () => {
    await fresh.database.db.delete(shadowComparisons);
    const { status, stderr } = await tribunal(['rejudge', '--judge', server.judgeModel, '--budget-usd', '1']).ended;
    expect([status, stderr]).toEqual([1, expect.stringMatching(/The price of this judge is not known/)]);
  });

  it('ends in order when it is asked to, and keeps what was under way', async () => {
    await fresh.database.db.delete(shadowComparisons);
    server.mood.judgeDelay = 100;
    const before = server.counts.judge;
    const { child, ended } = tribunal(['rejudge', '--judge', server.judgeModel, '--parallel', '2']);
    await expect.poll(() => server.counts.judge, { timeout: 60_000, interval: 10 }).toBeGreaterThan(before + 1);
    child.kill('SIGTERM');
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/what is under way is finished and kept[\s\S]+Stopped/);
    expect((await fresh.database.db.select().from(shadowComparisons)).length).toBe(server.counts.judge - before);
  });
});
