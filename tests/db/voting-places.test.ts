import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getAsk } from '../../db/repo/asks.ts';
import { getBallot, insertBallot } from '../../db/repo/ballots.ts';
import { readVotingPlaces } from '../../db/repo/voting-places.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow } from '../support/snapshots.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second, 345));
const nobody = '0190a5b0-0000-7000-8000-000000000099';
let fresh: FreshDatabase;
let ballotId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  const { db } = fresh.database;
  const ask = { ...askRow(), id: '0190a5b0-0000-7000-8000-000000000001', interactionId: 'ask', guildId: 'guild' };
  await db.insert(asks).values({ ...ask, pBest: [0.5, 0.25, 0.25] });
  for (const slot of [0, 1, 2])
    await db.insert(candidates).values({ ...candidateRow(slot, 'x'.repeat(10 + slot)), askId: ask.id });
  const ballot = await insertBallot(db, {
    askId: ask.id,
    kind: 'duel',
    shown: [2, 1],
    opponentPolicy: 'random',
    opponentProbability: 0.25,
    closesAt: at(30),
    createdAt: at(0),
  });
  ballotId = ballot?.id ?? '';
});
afterAll(() => fresh.close());

/** Reads the place of a voter, and the same ballot and ask as all other code reads them. */
async function readBothWays() {
  const { db } = fresh.database;
  const visits = [nobody, ballotId, ballotId].map((ballotId, i) => {
    return { ballotId, voterHash: `v${i}`, interactionId: `i${i}` };
  });
  const [none, one, other] = await db.transaction((tx) => readVotingPlaces(tx, visits, at(10)));
  const ballot = await getBallot(db, ballotId);
  return { none, one, other, ballot, ask: ballot && (await getAsk(db, ballot.askId, 'legible')) };
}

it('reads a ballot and its ask for each visit like every other query', async () => {
  const { none, one, other, ballot, ask } = await readBothWays();
  expect(none).toBeNull();
  expect(one?.ballot).toEqual(ballot);
  expect(ask).toMatchObject(one?.ask ?? {});
  expect(one).toMatchObject({ ask: { hiddenAt: null, pBest: [0.5, 0.25, 0.25] }, readingLength: 23, whyAllowed: true });
  expect(one).toMatchObject({ before: null, again: null, seen: false, votesToday: 0, blocked: false });
  expect(other).toEqual(one);
});

it('reads what is null in an open ballot once it is set', async () => {
  const { db } = fresh.database;
  const closed = {
    closedAt: at(31),
    closedWith: 3,
    closedBy: 'time',
    announcedAt: at(32),
    releasedAt: at(33),
  } as const;
  await db
    .update(ballots)
    .set({ ...closed, closesAtVotes: 9 })
    .where(eq(ballots.id, ballotId));
  await db.update(asks).set({ hiddenAt: at(40), pBest: null });
  const { one, ballot, ask } = await readBothWays();
  expect(ballot).toMatchObject(closed);
  expect(one?.ballot).toEqual(ballot);
  expect(one?.ask).toMatchObject({ hiddenAt: at(40), pBest: null });
  expect(ask).toMatchObject(one?.ask ?? {});
});
