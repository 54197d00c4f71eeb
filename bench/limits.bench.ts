import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { openDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { usage } from '../db/schema/usage.ts';
import { createAsk } from '../src/asks/create.ts';
import { type Limit, type Limits, noLimits } from '../src/limits/limits.ts';
import type { Queue } from '../src/ops/queue.ts';
import { askRow } from '../tests/support/snapshots.ts';
import { print, quantile } from './support/world.ts';

/**
 * Asks written per second, 20 at once on ten servers, by which limits are set.
 * Arguments: how many asks the day already has, and how many to write.
 */
const BEFORE = Number(process.argv[2] ?? 10_000);
const ASKS = Number(process.argv[3] ?? 500);
const AT_ONCE = 20;

const folder = await mkdtemp(join(tmpdir(), 'tribunal-limits-'));
await chmod(folder, 0o755);
const embedded = await startEmbedded(folder);
await migrateDatabase(embedded.url);
const database = openDatabase(embedded.url, { max: AT_ONCE });
const noQueue = { send: async () => {} } as unknown as Queue;
const spent = { calls: 8, inputTokens: 4000, outputTokens: 6000, costUsd: 0.05, unpricedCalls: 0 };
for (let i = 0; i < BEFORE; i += 1000)
  await database.db.insert(usage).values(
    Array.from({ length: Math.min(1000, BEFORE - i) }, (_, at) => ({
      id: v7(),
      guildId: `${at % 10}`,
      askerHash: `p${at % 200}`,
      ...spent,
    })),
  );
await database.sql`analyze`;

const high: Limit = { asks: 1e9, tokens: 1e15, usd: 1e9 };
const kinds: Record<string, Limits> = {
  none: noLimits,
  user: { ...noLimits, user: high },
  all: { user: high, server: high, bot: high, atOnce: { user: 1e9, member: 1e9, server: 1e9 } },
};
const context = { database, queue: noQueue, now: () => new Date() };
for (const [kind, limits] of Object.entries(kinds)) {
  const took: number[] = [];
  const started = performance.now();
  let next = 0;
  const work = async () => {
    for (let i = next++; i < ASKS; i = next++) {
      const { id: _, ...row } = askRow();
      const at = performance.now();
      await createAsk(context, {
        ...row,
        interactionId: `${kind} ${i}`,
        guildId: `${i % 10}`,
        askerHash: `p${i % 200}`,
        limits,
      });
      took.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const at = (share: number) => Number(quantile(took, share).toFixed(1));
  const perSecond = Math.round((ASKS * 1000) / (performance.now() - started));
  print({ bench: 'limits', limits: kind, before: BEFORE, asks: ASKS, perSecond, p50Ms: at(0.5), p99Ms: at(0.99) });
}

await database.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
