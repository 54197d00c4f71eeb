import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { APIMessage } from 'discord-api-types/v10';
import { freePort } from '../../db/embedded/free-port.ts';
import { castVotes, countVotes } from '../../tests/faults/cast-votes.ts';
import { startBalancer } from '../support/balancer.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { print, spread } from '../support/figures.ts';
import { olderVersion } from '../support/older-version.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * A rolling upgrade under load, from the last version with an older database: first the migration, then each
 * process in turn. `npm run bench -- rolling [beside | gap | http] [commit]`
 *
 * - `beside`: on the gateway, and each new process is ready before the old one gets SIGTERM.
 * - `gap`: on the gateway, and each old process ends before the new one starts.
 * - `http`: over HTTP, two processes of each role behind a balancer, and each old one ends first.
 */
const WAYS = ['beside', 'gap', 'http'] as const;
const VOTES_A_SECOND = 5;
const MS_BETWEEN_ASKS = 3000;
const NEW = 'src/cli/tribunal.ts';

const older = olderVersion(process.argv[3]);
for (const way of WAYS.filter((one) => (process.argv[2] ?? one) === one)) await upgrade(way);
await older.remove();
process.exit(0);

async function upgrade(way: (typeof WAYS)[number]): Promise<void> {
  const world = await startLoadWorld([], { candidateDelay: 200, judgeDelay: 300 }, { LEASE_SECONDS: '10' });
  const { discord, settings } = world;
  const overHttp = way === 'http';
  const ports = overHttp ? [await freePort(), await freePort()] : [];
  const balancer = overHttp ? await startBalancer(ports) : null;
  const places = overHttp
    ? [
        ...ports.map((port) => ({ role: 'gateway' as const, port })),
        { role: 'worker' as const },
        { role: 'worker' as const },
      ]
    : [{ role: 'worker' as const }, { role: 'gateway' as const }];
  const start = (place: { role: 'gateway' | 'worker'; port?: number }, program: string) =>
    startBotProcess(
      place.role,
      {
        ...settings,
        ...(place.port ? { INTERACTIONS_PORT: `${place.port}`, DISCORD_PUBLIC_KEY: discord.publicKey } : {}),
      },
      program,
    );
  const running: BotProcess[] = [];
  for (const place of places) running.push(await start(place, older.program));
  if (balancer) await discord.useEndpoint(balancer.url);

  await world.ask(0);
  await world.untilEnded(1);
  await sleep(500);
  const duel = discord
    .messages(discord.channelId, discord.members[0]?.user.id ?? '')
    .find(({ id }) => id === world.newestBallot());
  if (!duel) throw new Error('there is nothing to vote on');
  const load = putLoad(duel);
  await sleep(10_000);
  // A busy machine refuses some without an upgrade.
  const refusedBefore = load.refused();

  const begun = performance.now();
  const migrating = performance.now();
  await promisify(execFile)(process.execPath, [NEW, 'migrate'], { env: { ...process.env, ...settings } });
  const migratedMs = performance.now() - migrating;
  const oldAtWorkMs = 3000;
  await sleep(oldAtWorkMs);
  for (const [i, place] of places.entries()) {
    if (way === 'beside') {
      const next = await start(place, NEW);
      await running[i]?.stop();
      running[i] = next;
    } else {
      await running[i]?.stop();
      running[i] = await start(place, NEW);
    }
    await sleep(1000);
  }
  const tookMs = performance.now() - begun;
  await sleep(2000);
  const { sent, refused, unacknowledged, casts, acknowledged, asksSent, asksRefused } = await load.stop();
  await world.untilEnded(1 + asksSent - asksRefused);
  const ended = await world.endedAsks();
  const { sql } = world.database;
  const stored = await sql<{ id: string }[]>`select interaction_id as id from votes`;
  const [paid] = await sql<{ twice: number }[]>`select (count(*) - count(distinct
    (ask_id, least(first, second), greatest(first, second))))::int as twice from comparisons`;
  const [slots] = await sql<
    { twice: number }[]
  >`select (count(*) - count(distinct (ask_id, slot)))::int as twice from candidates`;
  const failures = await sql<{ failure: string; asks: number }[]>`
    select failure, count(*)::int as asks from asks where state = 'failed' group by failure`;
  const { told, kept } = countVotes(casts, new Set(stored.map(({ id }) => id)));
  print({
    bench: 'rolling',
    way,
    from: older.commit,
    processes: places.length,
    migratedMs: Math.round(migratedMs),
    tookSeconds: Math.round(tookMs / 1000),
    votes: sent,
    votesRefusedBefore: refusedBefore,
    votesRefused: refused - refusedBefore,
    votesUnacknowledged: unacknowledged,
    slowestMs: Math.round(Math.max(...acknowledged)),
    votesTold: told,
    votesLost: told - kept,
    asks: 1 + asksSent,
    asksRefused,
    asksAnswered: ended.answered,
    asksFailed: failures.map(({ failure, asks }) => `${asks} ${failure}`).join(', ') || 'none',
    asksWithoutRow: 1 + asksSent - asksRefused - ended.taken,
    paidTwice: (paid?.twice ?? 0) + (slots?.twice ?? 0),
    ...spread(acknowledged),
    balancerRetried: balancer?.retried ?? 0,
  });
  await Promise.all(running.map((bot) => bot.stop()));
  await balancer?.close();
  await world.close();

  /** Votes by people who come once each, and asks, at a steady rate. */
  function putLoad(duel: APIMessage) {
    let on = true;
    const found = { sent: 0, refused: 0, unacknowledged: 0, asksSent: 0, asksRefused: 0, acknowledged: [] as number[] };
    const waiting: Promise<unknown>[] = [];
    const casts: Awaited<ReturnType<typeof castVotes>> = [];
    const voting = async () => {
      for (; on; await sleep(1000 / VOTES_A_SECOND)) {
        const voter = discord.addMember({ name: `voter ${found.sent++}` }).user.id;
        const at = performance.now();
        const cast = castVotes(discord, [duel], [voter], 'A is better').then((one) => {
          casts.push(...one);
          if (one.length === 0) found.unacknowledged++;
          if (one.length === 0 || !one[0]?.told) found.refused++;
          found.acknowledged.push(performance.now() - at);
        });
        waiting.push(cast);
      }
    };
    const asking = async () => {
      for (; on; await sleep(MS_BETWEEN_ASKS))
        waiting.push(
          world.ask(++found.asksSent).catch(() => {
            found.asksRefused++;
          }),
        );
    };
    const both = Promise.all([voting(), asking()]);
    return {
      refused: () => found.refused,
      async stop() {
        on = false;
        await both;
        await Promise.all(waiting);
        return { ...found, casts };
      },
    };
  }
}
