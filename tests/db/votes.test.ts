import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertBallot } from '../../db/repo/ballots.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { votes } from '../../db/schema/votes.ts';
import type { BallotKey } from '../../src/ballots/choice.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { openVoteDesk } from '../../src/ballots/desk.ts';
import { ONE_SIDED_AFTER } from '../../src/ballots/rules.ts';
import { openLog } from '../../src/ops/log.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow } from '../support/snapshots.ts';

const start = new Date('2026-03-01T12:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

let fresh: FreshDatabase;
let sent: unknown[];
let number = 0;
/** Records sent jobs. Another test checks that pg-boss delivers them. */
const queue: Pick<Queue, 'send'> = {
  send: async (_tx, name, data) => void sent.push([name, data]),
};

async function openDuel(closesAtVotes: number | null = null, seed = 'secret'): Promise<string> {
  number += 1;
  const id = `0190a5b0-0000-7000-8000-${String(number).padStart(12, '0')}`;
  await fresh.database.db
    .insert(asks)
    .values({ ...askRow(), id, seed, interactionId: `ask ${number}`, createdAt: start });
  for (const slot of [0, 1, 2]) {
    await fresh.database.db.insert(candidates).values({ ...candidateRow(slot, `reply ${slot}`), askId: id });
  }
  const ballot = await insertBallot(fresh.database.db, {
    askId: id,
    kind: 'duel',
    shown: [2, 1],
    opponentPolicy: 'random',
    opponentProbability: 0.25,
    closesAt: later(6000),
    closesAtVotes,
    createdAt: start,
  });
  return ballot?.id ?? '';
}

const vote = (ballotId: string, voterHash: string, key: BallotKey, now: Date, dailyCap = 200) =>
  openVoteDesk({ database: fresh.database, queue: queue as Queue, dailyCap, log: openLog('silent') }).cast({
    ballotId,
    key,
    voterHash,
    interactionId: `${ballotId} ${voterHash} ${now.getTime()}`,
    channelId: '4',
    at: now,
  });

const newest = async (voterHash: string) =>
  (await fresh.database.db.select().from(votes))
    .filter((row) => row.voterHash === voterHash)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());
beforeEach(() => {
  sent = [];
});

describe('a ballot whose seed is the public id of its interaction, as it was before migration 9', () => {
  it('takes votes, and none of them is blind', async () => {
    await vote(await openDuel(null, `ask ${number + 1}`), 'cleo', 'a', later(10));
    await vote(await openDuel(null, 'secret'), 'dora', 'a', later(10));
    expect(await newest('cleo')).toMatchObject({ blind: false, current: true });
    expect(await newest('dora')).toMatchObject({ blind: true, current: true });
  });
});

describe('a voter who votes very often', () => {
  it('is flagged from the cap on, and free again a day later', async () => {
    for (let i = 0; i < 3; i++) await vote(await openDuel(), 'busy', 'a', later(10 + i), 3);
    expect((await newest('busy'))?.flags).toEqual([]);
    await vote(await openDuel(), 'busy', 'b', later(20), 3);
    expect(await newest('busy')).toMatchObject({ flags: ['over-cap'], current: true });
    await vote(await openDuel(), 'busy', 'b', later(20 + 24 * 60), 3);
    expect((await newest('busy'))?.flags).toEqual([]);
  });
});

describe('a voter who always takes the same side', () => {
  it('is flagged after so many duels that it can hardly be chance, and not once they take the other', async () => {
    for (let i = 1; i < ONE_SIDED_AFTER; i++) await vote(await openDuel(), 'left', 'a', later(10 + i));
    expect((await newest('left'))?.flags).toEqual([]);
    await vote(await openDuel(), 'left', 'a', later(50));
    expect((await newest('left'))?.flags).toEqual(['one-sided']);
    await vote(await openDuel(), 'left', 'tie', later(51));
    expect((await newest('left'))?.flags).toEqual([]);
    await vote(await openDuel(), 'left', 'b', later(52));
    await vote(await openDuel(), 'left', 'a', later(53));
    expect((await newest('left'))?.flags).toEqual([]);
  });
});

describe('a ballot that closes by the number of its votes', () => {
  it('asks to be closed once, or more often, but never too early, however many vote at once', async () => {
    const ballotId = await openDuel(8);
    await Promise.all(Array.from({ length: 7 }, (_, i) => vote(ballotId, `v${i}`, 'a', later(10))));
    expect(sent).toEqual([]);
    expect(await closeVoting({ ...fresh, now: () => later(11) }, ballotId)).toBeNull();
    await Promise.all(['v7', 'v8', 'v9'].map((voter) => vote(ballotId, voter, 'b', later(12))));
    expect(sent).toContainEqual(['ballot-close', { ballotId }]);
    expect(await closeVoting({ ...fresh, now: () => later(13) }, ballotId)).not.toBeNull();
    const row = (await fresh.database.db.select().from(ballots)).find(({ id }) => id === ballotId);
    expect(row?.closedAt).toEqual(later(13));
    expect(await vote(ballotId, 'v10', 'a', later(14))).toMatchObject({ kind: 'late' });
  });

  it('counts a voter who changes their mind once', async () => {
    const ballotId = await openDuel(2);
    await vote(ballotId, 'one', 'a', later(10));
    await vote(ballotId, 'one', 'b', later(11));
    expect(sent).toEqual([]);
  });
});

describe('a desk with many votes at once', () => {
  const desk = (database = fresh.database) =>
    openVoteDesk({ database, queue: queue as Queue, dailyCap: 1e6, log: openLog('silent') });
  const click = (ballotId: string, voterHash: string, key: BallotKey, interactionId: string) => ({
    ballotId,
    voterHash,
    key,
    interactionId,
    channelId: '4',
    at: later(10),
  });

  it('stores each once, and answers each for itself, in two processes too', async () => {
    const [one, other] = [await openDuel(), await openDuel()];
    const desks = [desk(), desk()];
    const clicks = Array.from({ length: 300 }, (_, i) =>
      click(i % 3 ? one : other, `crowd ${i % 100}`, i % 2 ? 'a' : 'b', `crowd click ${i}`),
    );
    const outcomes = await Promise.all(clicks.map((one, i) => desks[i % 2]?.cast(one)));
    outcomes.forEach((outcome, i) => {
      if (outcome?.kind !== 'counted') throw new Error('a vote was not counted');
      expect(outcome.ballot.id).toBe(clicks[i]?.ballotId);
      expect(outcome.choice.slot).toBe(i % 2 ? 2 : 1);
    });
    const rows = (await fresh.database.db.select().from(votes)).filter(({ voterHash }) =>
      voterHash.startsWith('crowd'),
    );
    const current = rows.filter((row) => row.current).map(({ ballotId, voterHash }) => `${ballotId} ${voterHash}`);
    expect(new Set(current).size).toBe(current.length);
    expect(new Set(current)).toEqual(new Set(clicks.map(({ ballotId, voterHash }) => `${ballotId} ${voterHash}`)));
  });

  it('does not let one that cannot be written take the others with it', async () => {
    const ballotId = await openDuel();
    const results = await Promise.allSettled([
      desk().cast(click(ballotId, 'good', 'a', 'good')),
      ...((shared) =>
        [
          click(ballotId, 'first', 'a', 'first'),
          click(ballotId, 'fine', 'a', 'fine'),
          click(ballotId, 'bad\0', 'a', 'bad'),
          click(ballotId, 'fine too', 'b', 'fine too'),
        ].map((one) => shared.cast(one)))(desk()),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
