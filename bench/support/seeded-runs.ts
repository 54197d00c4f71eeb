import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import type { FreshDatabase } from '../../tests/support/database.ts';

interface Figures {
  seed: number;
}

/**
 * Does seeded runs in parallel, each on a database of its own, and prints a JSON line for each.
 * The last line has the sums of their numbers, and how often each word occurred in their list `counted`.
 * A run that throws is listed as `broken` and is not in the sums.
 */
export async function seededRuns<Run extends Figures>(
  bench: string,
  counted: keyof Run & string,
  run: (seed: number, fresh: FreshDatabase) => Promise<Run>,
): Promise<void> {
  const [runs = 200, firstSeed = 1, atOnce = 4] = process.argv.slice(2).map(Number);
  const folder = await mkdtemp(join(tmpdir(), `tribunal-${bench}-`));
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder, { settings: ['max_connections=300'] });
  const admin = openDatabase(server.url, { max: 1 });
  try {
    await runSeeds(bench, counted, { runs, firstSeed, atOnce }, async (seed) => {
      const name = `${bench}_${seed}`;
      await admin.sql.unsafe(`create database ${name}`);
      const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
      const database = openDatabase(url, { max: 2 });
      try {
        return await run(seed, { url, database, close: () => database.close() });
      } finally {
        await database.close();
        await admin.sql.unsafe(`drop database ${name} with (force)`);
      }
    });
  } finally {
    await admin.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same for runs that bring their own database. */
export async function runSeeds<Run extends Figures>(
  bench: string,
  counted: keyof Run & string,
  { runs, firstSeed, atOnce }: { runs: number; firstSeed: number; atOnce: number },
  run: (seed: number) => Promise<Run>,
): Promise<void> {
  const all: Run[] = [];
  const broken: number[] = [];
  let seed = firstSeed;
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    console.log(JSON.stringify({ bench, runs: all.length, broken, [counted]: counts(), ...sums() }));
  }

  async function work(): Promise<void> {
    while (seed < firstSeed + runs) {
      const own = seed++;
      try {
        const figures = await run(own);
        all.push(figures);
        console.log(JSON.stringify({ bench, ...figures }));
      } catch (error) {
        broken.push(own);
        console.log(JSON.stringify({ bench, seed: own, broken: String(error) }));
      }
    }
  }

  function counts(): Record<string, number> {
    const found: Record<string, number> = {};
    for (const word of all.flatMap((one) => one[counted] as string[])) found[word] = (found[word] ?? 0) + 1;
    return found;
  }

  function sums(): Record<string, number> {
    const names = Object.keys(all[0] ?? {}).filter((name) => name !== 'seed' && name !== counted);
    return Object.fromEntries(
      names.map((name) => [name, all.reduce((sum, one) => sum + Number(one[name as keyof Run]), 0)]),
    );
  }
}
