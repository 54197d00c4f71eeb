import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Format, Manifest } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { serverAggregates } from '../../src/research/export/server-aggregates.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk, type Voted } from '../support/research.ts';
import { askRow } from '../support/snapshots.ts';

const voters = ['v1', 'v2', 'v3', 'v4', 'v5'];
const cast: Voted[] = voters.map((voter) => ({ voter, choice: 'pick' }));
const simulated = { settings: { ...askRow().settings, simulated: true } };
const later = new Date(DAY.getTime() + 48 * 3600 * 1000);

let folder: string;
let fresh: FreshDatabase;
let exports = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-simulated-'));
  fresh = await freshDatabase();
  for (const person of ['asker', ...voters]) await decide(fresh.database.db, person, 'given', DAY);
  // Both on one server: nothing but the mark tells them apart.
  await seedAsk(fresh.database.db, 1, { votes: cast });
  await seedAsk(fresh.database.db, 2, { ask: simulated, votes: cast });
  // A server of its own, where everything is simulated, on a day that is not over yet.
  await seedAsk(fresh.database.db, 3, { ask: { ...simulated, guildId: '8', createdAt: later }, votes: cast });
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(format: Format, guildId: string | null, now = later): Promise<Manifest & { out: string }> {
  const out = join(folder, `${++exports}`);
  const scope = { guildId, since: null, until: null };
  const key = 'a key of the tests, long enough to be one';
  const options = { out, format, scope, key, now, fewestVotes: 3, discordPermission: 'a test' };
  return { ...(await runExport(fresh.database, options)), out };
}

const rowsOf = async (out: string, file: string): Promise<Record<string, unknown>[]> =>
  (await readFile(join(out, file), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('what is simulated', () => {
  it('is marked in every row of every file, and never in one cell with what is not', async () => {
    const { out, rows, simulated: share } = await run('jsonl', '3');
    expect(share).toBe('some');
    const files = Object.keys(rows).filter((file) => rows[file]);
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const marks = (await rowsOf(out, file)).map((row) => row.simulated);
      expect([file, marks.filter((mark) => mark === true).length]).toEqual([file, marks.length / 2]);
      expect([file, marks.filter((mark) => mark === false).length]).toEqual([file, marks.length / 2]);
    }
    const cells = await rowsOf(out, 'aggregates.jsonl');
    expect(cells.map(({ questions, votes, simulated: mark }) => ({ questions, votes, mark }))).toEqual([
      { questions: 1, votes: 5, mark: false },
      { questions: 1, votes: 5, mark: true },
    ]);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toMatch(/\*\*Simulated in part\.\*\*/);
  });

  it('fills every file on the same day where all of it is simulated, and the manifest and the card say so', async () => {
    const { out, rows, simulated: share } = await run('jsonl', '8');
    expect(share).toBe('all');
    expect(rows['aggregates.jsonl']).toBe(1);
    expect(rows['votes.jsonl']).toBe(5);
    expect(await readFile(join(out, 'README.md'), 'utf8')).toMatch(/\*\*Simulated\.\*\* Programs asked and voted/);
  });

  it('is in training rows only where all of them are simulated', async () => {
    const [mixed, all] = [await run('trl', '3'), await run('trl', '8')];
    const rows = async ({ out }: { out: string }) =>
      (
        await Promise.all(
          (await readdir(out)).filter((file) => file.endsWith('.jsonl')).map((file) => rowsOf(out, file)),
        )
      ).flat();
    expect((await rows(mixed)).map((row) => row.simulated)).toEqual([false]);
    expect(mixed.leftOut.preferences).toEqual({ simulated: 50 });
    expect((await rows(all)).map((row) => row.simulated)).toEqual([true]);
  });

  it('says of a server without simulated asks that there are none', async () => {
    expect((await run('jsonl', 'another')).simulated).toBe('none');
  });

  it('has rows of its own in what a moderator gets', async () => {
    const request = { guildId: '3', actorHash: 'm', days: 30, format: 'json' } as const;
    const { text } = await serverAggregates(fresh.database, request, later);
    expect(JSON.parse(text).rows.map((row: { simulated: boolean }) => row.simulated)).toEqual([false, true]);
  });
});
