import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { asks } from '../../db/schema/asks.ts';
import { openKillWorld } from '../../tests/faults/kill-world.ts';
import { buttonsOf, textOf } from '../../tests/support/messages.ts';
import { print } from '../support/figures.ts';

/**
 * PostgreSQL is away for minutes while asks are in flight, and no timing is shortened for the test.
 * Measures how soon they are answered after it is back, and what a person who asks meanwhile is told.
 * `npm run bench -- away [seconds] [refused | stalled]`.
 */
const seconds = Number(process.argv[2] ?? 180);
const how = process.argv[3] ?? 'refused';
const ASKS = 5;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-away-'));
await chmod(folder, 0o755);
const server = await startEmbedded(folder);
const database = openDatabase(server.url, { max: 2 });
const world = await openKillWorld(
  { url: server.url, database, close: () => database.close() },
  { LEASE_SECONDS: '15', ASK_DEADLINE_SECONDS: '780' },
  500,
);
const { discord, models, networks } = world;
const asker = discord.members[0]?.user.id ?? '';
const shown = () => discord.messages(discord.channelId, asker);
const answered = () => shown().filter((message) => buttonsOf(message).some(({ label }) => label === 'A is better'));
try {
  await world.start();
  for (let i = 0; i < ASKS; i++) await discord.as(asker).slash('ask', { prompt: `Question ${i}?`, candidates: 8 });
  while (models.counts.judge < 2) await sleep(20);
  if (how === 'stalled') networks.database.stall(true);
  else {
    networks.database.take(false);
    networks.database.cut('reset');
  }
  await sleep((seconds * 1000) / 2);
  const during = await discord.as(asker).slash('ask', { prompt: 'During?' });
  const told = await during.response(30_000).then(textOf, () => 'nothing within 30 s');
  await sleep((seconds * 1000) / 2);
  networks.database.stall(false);
  networks.database.take(true);
  const back = performance.now();
  while (answered().length < ASKS && performance.now() - back < 240_000) await sleep(50);
  const states = (await database.db.select().from(asks)).map(({ state }) => state);
  print({
    ...{ bench: 'away', how, awaySeconds: seconds, asks: ASKS, answered: answered().length },
    answeredAfterSeconds: Number(((performance.now() - back) / 1000).toFixed(1)),
    messages: shown().length,
    states: states.sort().join(' '),
    deaths: world.deaths.length,
    told: told.slice(0, 60),
  });
} finally {
  await world.close();
  await database.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
