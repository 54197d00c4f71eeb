import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { type KillFigures, killRun } from '../../tests/faults/kill-run.ts';

/**
 * Seeded runs with kill -9 at random moments, each on a database of its own, and a last line with their sums:
 * `npm run bench -- kill [runs] [first seed] [worlds at once]`.
 */
const runs = Number(process.argv[2] ?? 200);
const firstSeed = Number(process.argv[3] ?? 1);
const atOnce = Number(process.argv[4] ?? 4);

const folder = await mkdtemp(join(tmpdir(), 'tribunal-kill-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder, { settings: ['max_connections=300'] });
const admin = openDatabase(server.url, { max: 1 });
const all: KillFigures[] = [];
const broken: number[] = [];
let seed = firstSeed;
try {
  await Promise.all(Array.from({ length: atOnce }, work));
} finally {
  print({ bench: 'kill', runs: all.length, broken, kills: countKills(), ...sums() });
  await admin.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** One JSON line; unlike other benches, a line holds the list of its kills. */
function print(line: Record<string, unknown>): void {
  console.log(JSON.stringify(line));
}

async function work(): Promise<void> {
  while (seed < firstSeed + runs) {
    const own = seed++;
    const name = `kill_${own}`;
    await admin.sql.unsafe(`create database ${name}`);
    const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
    const database = openDatabase(url, { max: 2 });
    try {
      const figures = await killRun(own, { url, database, close: () => database.close() });
      all.push(figures);
      print({ bench: 'kill', ...figures });
    } catch (error) {
      // A run that could not be made is told, and is none of those that are counted.
      broken.push(own);
      print({ bench: 'kill', seed: own, broken: String(error) });
    } finally {
      await database.close();
      await admin.sql.unsafe(`drop database ${name} with (force)`);
    }
  }
}

function countKills(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const moment of all.flatMap(({ kills }) => kills)) counts[moment] = (counts[moment] ?? 0) + 1;
  return counts;
}

function sums(): Record<string, number> {
  const { seed: _seed, kills: _kills, ...figures } = all[0] ?? ({} as KillFigures);
  return Object.fromEntries(
    Object.keys(figures).map((key) => [key, all.reduce((sum, one) => sum + Number(one[key as keyof KillFigures]), 0)]),
  );
}
