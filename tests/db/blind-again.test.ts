import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAsk, moveAsk } from '../../db/repo/asks.ts';
import { deletePerson, forgetReaders } from '../../db/repo/erase.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { peeks, votes } from '../../db/schema/votes.ts';
import { finishWithFailure } from '../../src/asks/finish.ts';
import { readReasoning } from '../../src/asks/read-reasoning.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { openBallot } from '../../src/ballots/open.ts';
import { castVotes, peekAtPick } from '../../src/ballots/vote.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow } from '../support/snapshots.ts';

const start = new Date('2026-03-01T12:00:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const queue = { send: async () => {} } as unknown as Queue;

let fresh: FreshDatabase;
let number = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

async function judging(): Promise<string> {
  const { db } = fresh.database;
  number += 1;
  const { id: _, ...row } = askRow({ state: 'judging', pick: null, interactionId: `blind ${number}`, seed: 'secret' });
  const ask = await insertAsk(db, row);
  const askId = ask?.id ?? '';
  for (const slot of [0, 1, 2]) await db.insert(candidates).values({ ...candidateRow(slot, `reply ${slot}`), askId });
  return askId;
}

/** Finishes an ask as `finishWithPick` does. */
const finish = (askId: string) =>
  fresh.database.db.transaction(async (tx) => {
    const picked = await moveAsk(tx, askId, ['judging'], {
      state: 'voting',
      pick: 1,
      judged: true,
      standings: [1, 2, 0],
    });
    const ballot = picked && (await openBallot(tx, queue, picked, start));
    return ballot?.id ?? '';
  });

let clicks = 0;
const vote = (ballotId: string, voterHash: string, key: 'a' | 'b', minute: number) =>
  castVotes([{ ballotId, key, voterHash, interactionId: `again ${clicks++}`, channelId: '4', at: at(minute) }], {
    database: fresh.database,
    dailyCap: 200,
  });
const votesOf = (voterHash: string) => fresh.database.db.select().from(votes).where(eq(votes.voterHash, voterHash));

describe('who knows the pick', () => {
  it('does not vote blind again by deleting their data', async () => {
    const { db } = fresh.database;
    const [one, other] = [await finish(await judging()), await finish(await judging())];
    await vote(one, 'forgetful', 'a', 10);
    await peekAtPick(fresh.database, { ballotId: other, channelId: '4', voterHash: 'forgetful' });
    await db.transaction((tx) => deletePerson(tx, 'forgetful', start));
    expect(await votesOf('forgetful')).toEqual([]);
    expect((await db.select().from(peeks)).map(({ voterHash }) => voterHash)).not.toContain('forgetful');
    await vote(one, 'forgetful', 'b', 20);
    await vote(other, 'forgetful', 'b', 20);
    expect((await votesOf('forgetful')).map(({ blind }) => blind)).toEqual([false, false]);
    // Looking and deleting again does not make the person blind either.
    await peekAtPick(fresh.database, { ballotId: other, channelId: '4', voterHash: 'forgetful' });
    await db.transaction((tx) => deletePerson(tx, 'forgetful', start));
    await vote(other, 'forgetful', 'a', 22);
    expect((await votesOf('forgetful')).map(({ blind }) => blind)).toEqual([false]);
    // Others stay blind. When voting has closed, the peeks are deleted.
    await vote(one, 'honest', 'a', 21);
    expect((await votesOf('honest')).map(({ blind }) => blind)).toEqual([true]);
    for (const ballotId of [one, other]) await closeVoting({ ...fresh, now: () => at(100) }, ballotId);
    const left = await db.select().from(peeks);
    expect(left.filter(({ voterHash }) => voterHash.startsWith('forgotten'))).toEqual([]);
  });

  it('is not blind on a ballot that opens after they read how the judge is judging', async () => {
    const askId = await judging();
    expect(await readReasoning(fresh.database, askId, { guildId: '3', hash: 'moderator' })).not.toBeNull();
    const ballotId = await finish(askId);
    await vote(ballotId, 'moderator', 'a', 10);
    await vote(ballotId, 'another member', 'a', 10);
    expect([...(await votesOf('moderator')), ...(await votesOf('another member'))].map(({ blind }) => blind)).toEqual([
      false,
      true,
    ]);
  });

  it('is not blind either if they delete their data before it opens; the code of it is forgotten when nobody needs it', async () => {
    const { db } = fresh.database;
    const [opens, fails] = [await judging(), await judging()];
    for (const askId of [opens, fails]) await readReasoning(fresh.database, askId, { guildId: '3', hash: 'early' });
    const codes = async () => (await db.select().from(audit)).filter(({ actorHash }) => /^forgotten/.test(actorHash));
    await db.transaction((tx) => deletePerson(tx, 'early', start));
    expect(JSON.stringify(await db.select().from(audit))).not.toContain('early');
    await forgetReaders(db);
    expect(new Set((await codes()).map(({ actorHash }) => actorHash)).size).toBe(2);
    const ballotId = await finish(opens);
    await finishWithFailure({ ...fresh, now: () => start }, { askId: fails, failure: 'internal' });
    await vote(ballotId, 'early', 'a', 10);
    await vote(ballotId, 'late riser', 'a', 10);
    expect([...(await votesOf('early')), ...(await votesOf('late riser'))].map(({ blind }) => blind)).toEqual([
      false,
      true,
    ]);
    // Deleting again does not make the person blind either.
    await db.transaction((tx) => deletePerson(tx, 'early', start));
    await vote(ballotId, 'early', 'b', 12);
    expect((await votesOf('early')).map(({ blind }) => blind)).toEqual([false]);
    await forgetReaders(db);
    expect(await codes()).toEqual([]);
  });

  it('is noted however reading and opening fall together', async () => {
    for (let i = 0; i < 20; i++) {
      const askId = await judging();
      const reading = () => readReasoning(fresh.database, askId, { guildId: '3', hash: 'quick moderator' });
      await Promise.all(i % 2 ? [finish(askId), reading()] : [reading(), finish(askId)]);
      const [ballot] = await fresh.database.db.select().from(ballots).where(eq(ballots.askId, askId));
      const seen = await fresh.database.db
        .select()
        .from(peeks)
        .where(eq(peeks.ballotId, ballot?.id ?? ''));
      expect(seen.map(({ voterHash }) => voterHash)).toEqual(['quick moderator']);
    }
  });
});
