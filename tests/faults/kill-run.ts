import { setTimeout as sleep } from 'node:timers/promises';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { seeded } from '../../src/seeded.ts';
import type { FreshDatabase } from '../support/database.ts';
import { buttonsOf } from '../support/messages.ts';
import { type Cast, castVotes, choices, countVotes } from './cast-votes.ts';
import { openKillWorld } from './kill-world.ts';
import { pairsTwice, slotsTwice } from './twice.ts';
import { until } from './until.ts';

export const moments = ['ack', 'candidate-call', 'judge-call', 'comparison-row', 'pick', 'vote'] as const;
export type Moment = (typeof moments)[number];

export interface KillFigures {
  seed: number;
  /**
   * The moments at which the bot was killed, in order.
   * `late`: everything had ended before the moment came.
   */
  kills: (Moment | 'late')[];
  /** Asks that were acknowledged. */
  asksAcknowledged: number;
  /** Asks with a row. Must equal `asksAcknowledged`. */
  asksTaken: number;
  /** Asks that were answered or failed. */
  asksEnded: number;
  asksFailed: number;
  /** Votes whose voter was told that they count. */
  votesTold: number;
  /** Those of them that are stored. Must equal `votesTold`. */
  votesKept: number;
  /** Repeated comparisons of a pair, which a knockout never makes. Must be 0. */
  paidTwice: number;
  /** Judge calls that a kill interrupted, or whose answer was not yet written. They are repeated. */
  lostCalls: number;
  /** Judge calls without a row that no kill explains. Must be 0. */
  unexplainedCalls: number;
  /** Repeated candidates in a slot. Must be 0. */
  slotsTwice: number;
  /** Messages beyond one for each acknowledged ask. Must be 0. */
  messagesDoubled: number;
}

const ASKS = 2;
export const over: readonly string[] = ['voting', 'closed', 'failed'];

/** Asks and votes, kills the bot once or twice at moments that the seed chooses, and counts the results. */
export async function killRun(seed: number, fresh: FreshDatabase): Promise<KillFigures> {
  const { below } = seeded(String(seed), 'kill');
  const world = await openKillWorld(fresh);
  const { discord, models } = world;
  const { db, sql } = fresh.database;
  const people = discord.members.map(({ user }) => user.id);
  const asker = people[0] ?? '';
  const voters = people.slice(1, 4);
  const kills: KillFigures['kills'] = [];
  const casts: Cast[] = [];
  const waves: Promise<void>[] = [];
  const comparisonRows = async () => (await db.select().from(comparisons)).length;
  const askRows = () => db.select().from(asks);
  const duels = () => discord.messages(discord.channelId, asker).filter((message) => buttonsOf(message).length > 0);
  let lostCalls = 0;
  try {
    await world.start();
    const wanted = Array.from({ length: 1 + below(2) }, () => moments[below(moments.length)] as Moment);
    // In the order in which the moments of an ask come.
    wanted.sort((a, b) => moments.indexOf(a) - moments.indexOf(b));
    const first = wanted[0] as Moment;
    const putting = Array.from({ length: ASKS }, (_, i) =>
      discord.as(asker).slash('ask', { prompt: `Question ${i}?`, candidates: 4, voting: 'duel' }),
    );
    const acknowledged = await Promise.all(putting);
    if (first !== 'ack') await until(async () => (await askRows()).length === ASKS, 20_000);

    for (const moment of wanted) {
      const hit = await reach(moment);
      if (moment === 'vote') await sleep(below(30));
      kills.push(hit ? moment : 'late');
      await world.kill();
      // Data that the process had already sent still reaches the servers.
      const backends = () =>
        sql`select from pg_stat_activity where datname = current_database() and application_name like 'tribunal %'`;
      await until(async () => (await backends()).length === 0, 10_000);
      await sleep(80);
      lostCalls = models.counts.judge - (await comparisonRows());
      // Expire the lease of the dead process, so that the run need not wait for it.
      await sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`;
      await world.start();
    }
    await until(async () => {
      await sql`update pgboss.job set start_after = now() where name = 'ask-run' and state = 'retry'`;
      return (await askRows()).every(({ state }) => over.includes(state));
    }, 60_000);
    // The bot edits the message after it has written the row.
    await until(
      async () => duels().length >= (await askRows()).filter(({ state }) => state === 'voting').length,
      10_000,
    );
    await vote();
    await Promise.all(waves);

    const rows = await askRows();
    const judged = await db.select().from(comparisons);
    const written = await db.select().from(candidates);
    const stored = new Set((await db.select().from(votes)).map(({ interactionId }) => interactionId));
    const votesCounted = countVotes(casts, stored);
    return {
      seed,
      kills,
      asksAcknowledged: acknowledged.length,
      asksTaken: rows.length,
      asksEnded: rows.filter(({ state }) => over.includes(state)).length,
      asksFailed: rows.filter(({ state }) => state === 'failed').length,
      votesTold: votesCounted.told,
      votesKept: votesCounted.kept,
      paidTwice: pairsTwice(judged),
      lostCalls,
      unexplainedCalls: models.counts.judge - judged.length - lostCalls,
      slotsTwice: slotsTwice(written),
      messagesDoubled: discord.messages(discord.channelId, asker).length - acknowledged.length,
    };
  } finally {
    await world.close();
  }

  /** Waits for a moment. @returns false when everything ended before it came. */
  async function reach(moment: Moment): Promise<boolean> {
    const [candidatesBefore, judgedBefore, rowsBefore] = [
      models.counts.candidate,
      models.counts.judge,
      await comparisonRows(),
    ];
    const picked = (await askRows()).filter(({ state }) => over.includes(state)).length;
    if (moment === 'ack') return true;
    if (moment === 'vote') {
      await until(async () => duels().length > 0, 30_000);
      void vote();
      return true;
    }
    let hit = false;
    await until(async () => {
      const rows = await askRows();
      const ended = rows.filter(({ state }) => over.includes(state)).length;
      hit =
        (moment === 'candidate-call' && models.counts.candidate > candidatesBefore) ||
        (moment === 'judge-call' && models.counts.judge > judgedBefore) ||
        (moment === 'comparison-row' && (await comparisonRows()) > rowsBefore) ||
        (moment === 'pick' && ended > picked);
      return hit || ended === rows.length;
    }, 30_000);
    return hit;
  }

  async function vote(): Promise<void> {
    const label = choices[waves.length % 3] as string;
    const wave = castVotes(discord, duels(), voters, label).then((cast) => void casts.push(...cast));
    waves.push(wave);
    await wave;
  }
}
