import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { killRun } from '../../tests/faults/kill-run.ts';
import { print } from '../support/world.ts';

/** Seeded runs with kill -9 at random moments, each on a database of its own: `npm run bench -- kill [runs] [first seed]`. */
const runs = Number(process.argv[2] ?? 200);
const firstSeed = Number(process.argv[3] ?? 1);

const folder = await mkdtemp(join(tmpdir(), 'tribunal-kill-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
const admin = openDatabase(server.url, { max: 1 });
try {
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const name = `kill_${seed}`;
    await admin.sql.unsafe(`create database ${name}`);
    const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
    const database = openDatabase(url, { max: 2 });
    try {
      print({ bench: 'kill', ...(await killRun(seed, { url, database, close: () => database.close() })) });
    } finally {
      await database.close();
      await admin.sql.unsafe(`drop database ${name} with (force)`);
    }
  }
} finally {
  await admin.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
