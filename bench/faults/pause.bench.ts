import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { openKillWorld } from '../../tests/faults/kill-world.ts';

/**
 * How long a member waits after the worker of their ask is killed and another process starts at once:
 * the time from the kill to the next comparison. No timing is shortened for the test.
 * `npm run bench -- pause [runs] [LEASE_SECONDS]`.
 */
const runs = Number(process.argv[2] ?? 5);
const lease = process.argv[3] ?? '15';

const folder = await mkdtemp(join(tmpdir(), 'tribunal-pause-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
const admin = openDatabase(server.url, { max: 1 });
try {
  for (let run = 0; run < runs; run++) {
    const name = `pause_${run}`;
    await admin.sql.unsafe(`create database ${name}`);
    const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
    const database = openDatabase(url, { max: 2 });
    const world = await openKillWorld({ url, database, close: () => database.close() }, { LEASE_SECONDS: lease }, 500);
    try {
      const count = async () => (await database.db.select({ number: comparisons.number }).from(comparisons)).length;
      const more = async (than: number) => {
        while ((await count()) <= than) await sleep(50);
      };
      await world.start();
      const asker = world.discord.members[0]?.user.id ?? '';
      await world.discord.as(asker).slash('ask', { prompt: 'Why?', candidates: 8 });
      await more(1);
      const before = await count();
      const killed = performance.now();
      await world.kill();
      await world.start();
      const started = performance.now();
      await more(before);
      const seconds = (from: number) => Math.round((performance.now() - from) / 100) / 10;
      const line = { bench: 'pause', run, lease: Number(lease), pauseSeconds: seconds(killed) };
      console.log(JSON.stringify({ ...line, ofItStarting: Math.round((started - killed) / 100) / 10 }));
    } finally {
      await world.close();
      await database.close();
    }
  }
} finally {
  await admin.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
