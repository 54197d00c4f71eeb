import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteGuild, deletePerson } from '../../db/repo/erase.ts';
import { readPublished } from '../../db/repo/research-aggregates.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { consents } from '../../db/schema/consents.ts';
import { publishedCells, releasedVotes } from '../../db/schema/published.ts';
import { votes } from '../../db/schema/votes.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { publish } from '../../src/research/export/publish.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk, uuid, type Voted } from '../support/research.ts';

const later = (days: number) => new Date(DAY.getTime() + days * 24 * 3600 * 1000);
const everything = { guildId: null, since: null, until: null };
const people = (from: number, to: number, choice: Voted['choice'] = 'pick', more: Voted['more'] = {}): Voted[] =>
  Array.from({ length: to - from }, (_, i) => ({ voter: `v${from + i}`, choice, more }));

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { db } = fresh.database;
  await db.delete(asks);
  await db.delete(consents);
  await db.delete(publishedCells);
});

async function cellOf(cast: Voted[], before: () => Promise<unknown> = async () => {}) {
  const { db } = fresh.database;
  await seedAsk(db, 1, { votes: cast });
  // Close it as the bot does, which also stores the number of voters in the tally.
  await db.update(ballots).set({ closedAt: null });
  expect(await closeVoting({ ...fresh, now: () => later(0.5) }, uuid(2, 1))).not.toBeNull();
  await before();
  await publish(db, null, later(2));
  const [cell] = await readPublished(db, everything);
  return cell;
}

describe('the counts of a day', () => {
  it('are given where five people stand behind them, and everybody counts', async () => {
    expect(await cellOf(people(0, 6))).toMatchObject({ voters: 6, votes: 6, sided: 6, withJudge: 6, ties: 0 });
  });

  it('do not tell, beside the tally, what the one chose who does not count', async () => {
    const asker: Voted = { voter: 'asker', choice: 'other', more: { flags: ['asker'] } };
    expect(await cellOf([...people(0, 7), asker])).toMatchObject({ voters: 8, votes: 8, sided: null, withJudge: null });
  });

  it('do not tell what the one chose who changed their mind', async () => {
    const cast: Voted[] = [
      ...people(0, 7),
      { voter: 'v9', choice: 'other', more: { current: false } },
      { voter: 'v9', choice: 'pick', more: { flags: ['changed'], blind: false } },
    ];
    expect(await cellOf(cast)).toMatchObject({ voters: 8, sided: null });
  });

  it('count who does not count with others', async () => {
    const cast = [...people(0, 6), ...people(6, 11, 'other', { blind: false })];
    expect(await cellOf(cast)).toMatchObject({ voters: 11, votes: 11, sided: 6, withJudge: 6 });
  });

  it('do not tell, beside the tally, what somebody chose whose data was deleted meanwhile', async () => {
    const { db } = fresh.database;
    const gone = () => db.transaction((tx) => deletePerson(tx, 'v3', DAY));
    expect(await cellOf(people(0, 8), gone)).toMatchObject({ voters: null, votes: null, sided: null });
  });

  it('go with their server', async () => {
    const { db } = fresh.database;
    await cellOf(people(0, 6));
    await db.transaction((tx) => deleteGuild(tx, '3'));
    expect(await readPublished(db, everything)).toEqual([]);
  });
});

describe('votes that may leave', () => {
  const released = async () => {
    const { db } = fresh.database;
    const rows = await db.select().from(releasedVotes).innerJoin(votes, eq(votes.id, releasedVotes.voteId));
    return rows.length;
  };
  it.each([
    { joined: 4, others: 0, leave: 0 },
    { joined: 5, others: 0, leave: 5 },
    { joined: 12, others: 0, leave: 12 },
    { joined: 12, others: 5, leave: 12 },
    // Three of the twelve are held back, so that five voters are missing and not two.
    { joined: 12, others: 2, leave: 9 },
    { joined: 7, others: 1, leave: 0 },
    { joined: 9, others: 1, leave: 5 },
  ])('are $leave where $joined take part and $others do not', async ({ joined, others, leave }) => {
    const { db } = fresh.database;
    for (const person of ['asker', ...people(0, joined).map(({ voter }) => voter)])
      await decide(db, person, 'given', DAY);
    await cellOf(people(0, joined + others));
    expect(await released()).toBe(leave);
    const sizes = await fresh.database.sql<
      { n: number }[]
    >`select count(*)::int as n from released_votes group by ballot_id, number`;
    expect(sizes.every(({ n }) => n >= 5 && n < 10)).toBe(true);
  });

  it('are decided once, whoever joins later, by as many processes as there are', async () => {
    const { db } = fresh.database;
    for (const person of ['asker', 'v0', 'v1', 'v2', 'v3', 'v4']) await decide(db, person, 'given', DAY);
    await cellOf(people(0, 10));
    expect(await released()).toBe(5);
    await decide(db, 'v5', 'given', later(3));
    await Promise.all([publish(db, null, later(4)), publish(db, '3', later(4)), publish(db, null, later(4))]);
    expect(await released()).toBe(5);
  });
});
