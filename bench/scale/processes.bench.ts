import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from '../support/bot-process.ts';
import { print, toMb } from '../support/figures.ts';
import { type LoadWorld, startLoadWorld } from '../support/world.ts';

/**
 * What a process of the bot takes by how many servers it is in: memory at rest and with asks in flight, and
 * the connections that it really opens. The processes are those of `npm run build`, as an operator's.
 * `npm run bench -- scale/processes [servers,…] [asks in flight] [roles]`.
 */
const servers = (process.argv[2] ?? '1,100,2500').split(',').map(Number);
const ASKS = Number(process.argv[3] ?? 50);
const roles = (process.argv[4] ?? 'gateway+worker').split('+') as BotProcess['role'][];
/** The models delay their answers this long, so that all asks stay in flight. */
const HOLD_MS = 600_000;
const PROGRAM = 'dist/tribunal.js';

for (const count of servers) {
  const env = { ASKS_IN_FLIGHT: String(ASKS) };
  const world = await startLoadWorld(roles, {}, env, { furtherServers: count - 1, program: PROGRAM });
  await untilQuiet();
  const rest = await usageOf(world);
  world.setMood({ candidateDelay: HOLD_MS });
  // On a machine with other work an acknowledgement may come too late: ask again.
  for (let i = 0; i < ASKS; i++) await world.ask(i).catch(() => world.ask(i));
  while ((await world.modelCalls()).candidate < ASKS * 4) await sleep(100);
  const most = await mostConnections(world, 5000);
  const busy = await usageOf(world);
  for (const [i, { role }] of world.bots.entries())
    print({
      bench: 'processes',
      role,
      servers: count,
      residentMb: rest[i]?.rss ?? 0,
      heapMb: rest[i]?.heap ?? 0,
      asksInFlight: ASKS,
      heldMb: busy[i]?.rss ?? 0,
      ...connectionsOf(most, role, world.bots.length),
    });
  // Its asks are still in flight: it would wait for them.
  for (const { pid } of world.bots) process.kill(pid, 'SIGKILL');
  await world.close();
}
process.exit(0);

/** Until a start's work and its first garbage are behind the processes. */
async function untilQuiet(): Promise<void> {
  await sleep(8000);
}

function usageOf({ bots }: LoadWorld): Promise<{ rss: number; heap: number }[]> {
  return Promise.all(
    bots.map(async (bot) => {
      const heap = await bot.collectedHeap();
      return { rss: toMb((await bot.usage()).rss), heap: toMb(heap) };
    }),
  );
}

/** The most connections at one time, by the name that they give themselves. */
async function mostConnections({ database }: LoadWorld, forMs: number): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  for (const until = Date.now() + forMs; Date.now() < until; await sleep(100)) {
    const rows = await database.sql<{ name: string; connections: number }[]>`
      select application_name as name, count(*)::int as connections from pg_stat_activity
      where backend_type = 'client backend' group by 1`;
    for (const { name, connections } of rows) most.set(name, Math.max(most.get(name) ?? 0, connections));
  }
  return most;
}

/** Connections of one process: the pool's bear its role, the queue's are as many in every process. */
function connectionsOf(most: ReadonlyMap<string, number>, role: string, processes: number) {
  const named = (has: string) =>
    [...most].filter(([name]) => name.includes(has)).reduce((sum, [, count]) => sum + count, 0);
  return { poolConnections: named(role), queueConnections: Number((named('queue') / processes).toFixed(1)) };
}
