import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { openKeyRing } from '../../db/key-ring.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { publish } from '../../src/research/export/publish.ts';
import { print, quantile } from '../support/figures.ts';
import { cpuSeconds } from '../support/server-cpu.ts';
import { encryptSeeded } from './encrypt.ts';
import { peakOf } from './high-water.ts';
import { seedVotes } from './seed.ts';

/**
 * An export to Parquet, by the program of `npm run build`, as an operator runs it: with consent, codes and
 * decryption. In turns with it, PostgreSQL's COPY and DuckDB's writer do the same rows as they are stored.
 * The median turn counts. `npm run bench -- research/export [votes] [turns] [exports alone: a flag]`.
 */
const VOTES = Number(process.argv[2] ?? 300_000);
const TURNS = Number(process.argv[3] ?? 3);
const flags = process.argv.slice(4);
/** After the last ask. */
const now = new Date('2026-04-13T12:00:00Z');
const key = Buffer.alloc(32, 7);
const program = join(import.meta.dirname, '../../dist/tribunal.js');

execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' });
const folder = await mkdtemp(join(tmpdir(), 'tribunal-export-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
try {
  await migrateDatabase(server.url);
  const database = openDatabase(server.url, { keys: openKeyRing([key]) });
  await seedVotes(database.sql, VOTES / 20);
  await publish(database.db, null, now);
  await encryptSeeded(database.sql);
  await database.close();

  const turns: { reference: Cost; ours: Cost }[] = [];
  for (let turn = 0; turn < TURNS; turn++) turns.push({ reference: reference(), ours: await exported(turn) });
  const middle = (of: (turn: (typeof turns)[number]) => number) => Number(quantile(turns.map(of), 0.5).toFixed(2));
  print({
    bench: 'export',
    rows: turns[0]?.ours.rows ?? 0,
    flags: flags.join(' '),
    options: process.env.NODE_OPTIONS ?? '',
    turns: TURNS,
    seconds: middle(({ ours }) => ours.seconds),
    processorSeconds: middle(({ ours }) => ours.processorSeconds ?? 0),
    peakMiB: middle(({ ours }) => ours.peakMiB),
    referenceSeconds: middle(({ reference }) => reference.seconds),
    referencePeakMiB: middle(({ reference }) => reference.peakMiB),
    ratio: middle(({ ours, reference }) => ours.seconds / reference.seconds),
  });
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

interface Cost {
  seconds: number;
  rows: number;
  peakMiB: number;
  processorSeconds?: number;
}

function reference(): Cost {
  const args = [join(import.meta.dirname, 'reference-child.ts'), server.url, join(folder, 'reference')];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** Runs the command, and reads its peak from the kernel until it ends. */
async function exported(turn: number): Promise<Cost> {
  const out = join(folder, `export-${turn}`);
  const begun = performance.now();
  const child = spawn(process.execPath, [program, 'export', '--out', out, '--format', 'parquet', ...flags], {
    env: {
      ...process.env,
      DATABASE_URL: server.url,
      PSEUDONYM_KEY: 'a key of the bench, long enough to be one',
      DATA_ENCRYPTION_KEY: key.toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const manifest = text(child.stdout);
  let [peakMiB, processorSeconds] = [0, 0];
  for (; child.exitCode === null; await sleep(20)) {
    peakMiB = peakOf(child.pid ?? 0) ?? peakMiB;
    processorSeconds = cpuSeconds(child.pid ?? 0) ?? processorSeconds;
  }
  const seconds = (performance.now() - begun) / 1000;
  if (child.exitCode !== 0) throw new Error(`the export ended with ${child.exitCode}`);
  const { rows } = JSON.parse(await manifest) as { rows: Record<string, number> };
  await rm(out, { recursive: true, force: true });
  return {
    seconds,
    rows: Object.values(rows).reduce((sum, n) => sum + n, 0),
    ...{ peakMiB, processorSeconds },
  };
}
