import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../db/client.ts';
import { knownMigrations, migrateDatabase } from '../../db/migrate.ts';
import { migrationsIn } from '../../db/repo/health.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { seeded } from '../../src/seeded.ts';
import { countVotes } from '../../tests/faults/cast-votes.ts';
import { over } from '../../tests/faults/kill-run.ts';
import { openKillWorld } from '../../tests/faults/kill-world.ts';
import { pairsTwice, slotsTwice } from '../../tests/faults/twice.ts';
import { until } from '../../tests/faults/until.ts';
import { buttonsOf, textOf } from '../../tests/support/messages.ts';
import type { Pair } from '../support/pair.ts';
import { openPresses } from './failover-presses.ts';

export interface FailoverFigures {
  seed: number;
  /** What was under way when the primary was killed. */
  during: string[];
  /** Those that were not refused in words. */
  asksAcknowledged: number;
  /** Questions while there was no primary, and those of them that were answered in words or taken. */
  askedMeanwhile: number;
  toldMeanwhile: number;
  asksTaken: number;
  asksEnded: number;
  asksFailed: number;
  votesTold: number;
  /** Those of them that the new primary has. */
  votesKept: number;
  votesLost: number;
  /** Votes that people were asked to cast again. */
  toldAgain: number;
  /** Presses that Discord gave up on, after its three seconds. */
  unacknowledged: number;
  /** Presses that were acknowledged and had no answer in words within 15 seconds. */
  unanswered: number;
  /** The longest that somebody waited for an answer in words. */
  longestWaitSeconds: number;
  /** From the kill to the promotion, which the seed chose, and from there to the first vote that was told. */
  untilPromotedSeconds: number;
  firstVoteSeconds: number;
  /** From the promotion until the last ask ended. */
  asksEndedSeconds: number;
  /** Repeated comparisons of a pair, and repeated candidates in a slot. */
  paidTwice: number;
  /** Model calls whose answer is not kept: it could not be written, or was written where it is lost. */
  callsLost: number;
  ballotsDue: number;
  ballotsClosed: number;
  /** 1: the migration of another database had begun and not ended. */
  migrationHit: number;
  /** 1: it was whole after it was run again. */
  migrationWhole: number;
  processesEnded: number;
}

const round = (ms: number) => Math.round(ms / 100) / 10;

/**
 * Asks and votes, kills the primary at a moment that the seed chooses, promotes the standby, and counts.
 *
 * @param lag how long before the kill the standby stops to receive, in milliseconds. Only for an asynchronous
 *   one: with a synchronous one nothing would be acknowledged.
 */
export async function failoverRun(seed: number, pair: Pair, mostLag: number): Promise<FailoverFigures> {
  const { below } = seeded(String(seed), 'failover');
  const database = openDatabase(pair.url, { max: 2 });
  const world = await openKillWorld(
    { url: pair.url.replace(/,[^/]+/, ''), database, close: () => database.close() },
    { DATABASE_URL: pair.url },
  );
  const { discord, models } = world;
  const { db, sql } = database;
  const [asker = '', ...others] = discord.members.map(({ user }) => user.id);
  const askRows = () => db.select().from(asks);
  const duels = () => discord.messages(discord.channelId, asker).filter((message) => buttonsOf(message).length > 0);
  const put = (prompt: string) => discord.as(asker).slash('ask', { prompt, candidates: 4, voting: 'duel' });
  const presses = openPresses(discord, others.slice(0, 3));
  try {
    await world.start();
    await Promise.all([put('First?'), put('Second?')]);
    await until(async () => duels().length === 2, 40_000);
    const [open, closing] = duels();
    if (!open || !closing) throw new Error('no ballot was opened');
    void presses.onto(open.id);

    await until(async () => presses.told() > 0, 10_000);
    // The second ask's ballot ends just now, and another database is being migrated.
    const due = (await askRows()).find(({ messageId }) => messageId === closing.id);
    const closingId = (await db.select().from(ballots)).find(({ askId }) => askId === due?.id)?.id ?? '';
    await sql`update ballots set closes_at = now() where id = ${closingId}`;
    await sql`update pgboss.job set start_after = now() where name = 'ballot-close' and data->>'ballotId' = ${closingId}`;
    const migrating = migrateDatabase(pair.emptyUrl).then(
      () => 0,
      () => 1,
    );
    const running = await Promise.all([put('Third?'), put('Fourth?')]);
    await sleep(below(2500));
    if (mostLag > 0) {
      pair.link.stall(true);
      await sleep(below(mostLag));
    }
    const during = models.counts.candidate < 4 * 4 ? 'candidates' : duels().length < 4 ? 'judging' : 'voting';
    const killedAt = performance.now();
    await pair.killPrimary();
    pair.link.cut('reset');
    await sleep(50);
    // Somebody asks while there is no primary.
    const asking = put('Fifth?').catch(() => null);
    await sleep(200 + below(1500));
    const promotedAt = performance.now();
    await pair.promote();
    const meanwhile = await asking;
    const migrationHit = await migrating;
    await until(async () => presses.firstToldAfter(promotedAt) !== null, 30_000);
    await sleep(1500);
    await presses.stop();
    let endedAt = performance.now();
    await until(async () => {
      endedAt = performance.now();
      return (await askRows().catch(() => [])).every(({ state }) => over.includes(state));
    }, 90_000);
    await migrateDatabase(pair.emptyUrl);
    const migrated = openDatabase(pair.emptyUrl, { max: 1 });
    const applied = await migrationsIn(migrated.db);
    await migrated.close();
    await until(async () => (await ballotClosed(closingId)) === 1, 30_000);

    const rows = await askRows();
    const compared = await db.select().from(comparisons);
    const written = await db.select().from(candidates);
    const stored = new Set((await db.select().from(votes)).map(({ interactionId }) => interactionId));
    const counted = countVotes(presses.casts, stored);
    const meanwhileSaid = await meanwhile?.response(15_000).then(textOf, () => '');
    const refused = /went wrong/.test(meanwhileSaid ?? '');
    const first = presses.firstToldAfter(promotedAt);
    return {
      seed,
      during: [during],
      asksAcknowledged: 2 + running.length + (meanwhile && !refused ? 1 : 0),
      askedMeanwhile: 1,
      toldMeanwhile: meanwhileSaid ? 1 : 0,
      asksTaken: rows.length,
      asksEnded: rows.filter(({ state }) => over.includes(state)).length,
      asksFailed: rows.filter(({ state }) => state === 'failed').length,
      votesTold: counted.told,
      votesKept: counted.kept,
      votesLost: counted.told - counted.kept,
      ...presses.figures(),
      untilPromotedSeconds: round(promotedAt - killedAt),
      firstVoteSeconds: first === null ? Number.NaN : round(first - promotedAt),
      asksEndedSeconds: round(endedAt - promotedAt),
      paidTwice: pairsTwice(compared) + slotsTwice(written),
      callsLost: models.counts.judge - compared.length + models.counts.candidate - written.length,
      ballotsDue: 1,
      ballotsClosed: await ballotClosed(closingId),
      migrationHit,
      migrationWhole: applied.length === knownMigrations().length ? 1 : 0,
      processesEnded: world.deaths.length,
    };
  } finally {
    await presses.stop();
    await world.close();
    await database.close();
  }

  async function ballotClosed(id: string): Promise<number> {
    const found = await db
      .select()
      .from(ballots)
      .catch(() => []);
    return found.filter((ballot) => ballot.id === id && ballot.closedAt !== null).length;
  }
}
