import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mayStillTeach } from '../../db/repo/alignment.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { consents } from '../../db/schema/consents.ts';
import { votes } from '../../db/schema/votes.ts';
import { readTeaching } from '../../src/learning/run-align/teaching.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk, uuid, type Voted } from '../support/research.ts';
import { askRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
const guild = '3';
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(async () => {
  await fresh.database.db.delete(asks);
  await fresh.database.db.delete(consents);
  await decide(fresh.database.db, 'asker', 'given', DAY);
});
afterAll(() => fresh.close());

const texts = ['reply zero', 'reply one', 'reply two'];
const two: Voted[] = [
  { voter: 'ann', choice: 'pick' },
  { voter: 'bo', choice: 'other' },
];
const put = (n: number, more: Parameters<typeof seedAsk>[2] = {}) =>
  seedAsk(fresh.database.db, n, { texts, votes: two, ...more });
const read = () => readTeaching(fresh.database.db, guild);
const readIds = async () => (await read()).duels.map(({ askId }) => askId);

describe('what a judge can learn from', () => {
  it('is a closed duel of somebody who takes part in research, with its replies as the ballot had them', async () => {
    const id = await put(1, { ask: { fileName: 'a.txt', fileText: 'what the file says' } });
    const { duels, names, simulated } = await read();
    expect(duels).toHaveLength(1);
    expect(duels[0]).toMatchObject({ askId: id, closedAt: DAY, a: 'reply two', b: 'reply one', whys: [] });
    expect(duels[0]!.prompt).toMatch(/^Why is the sky blue\?[\s\S]*what the file says/);
    expect(duels[0]!.votes.toSorted((one, other) => (one.voter < other.voter ? -1 : 1))).toEqual([
      { voter: 'ann', side: 'b' },
      { voter: 'bo', side: 'a' },
    ]);
    expect(names).toEqual(['model-2', 'model-1']);
    expect(simulated).toBe(0);
  });

  it('is nothing of people who never agreed, or no longer do, or whose words somebody else has used', async () => {
    const { db } = fresh.database;
    await put(1, { ask: { askerHash: 'never' } });
    await put(2, { ask: { promptBy: 'writer', wordsOf: ['writer'] } });
    expect(await readIds()).toEqual([]);
    await decide(db, 'writer', 'given', DAY);
    expect(await readIds()).toEqual([uuid(1, 2)]);
    await decide(db, 'writer', 'revoked', new Date(DAY.getTime() + 1));
    expect(await readIds()).toEqual([]);
    await put(3);
    expect(await readIds()).toEqual([uuid(1, 3)]);
    await decide(db, 'asker', 'revoked', new Date(DAY.getTime() + 1));
    expect(await readIds()).toEqual([]);
  });

  it('is nothing private, hidden, emptied, taken from a message, followed up, elsewhere, or still open', async () => {
    const { db } = fresh.database;
    const cases: Partial<typeof asks.$inferInsert>[] = [
      { private: true },
      { hiddenAt: DAY },
      { purgedAt: DAY, prompt: '' },
      { source: 'menu' },
      { parentId: uuid(1, 9) },
      { guildId: '4' },
      { guildId: null },
      { state: 'voting' },
      { settings: { ...askRow().settings, pictures: { n: 1, tokens: 10 } } },
    ];
    await put(9);
    for (const [i, ask] of cases.entries()) await put(10 + i, { ask });
    expect(await readIds()).toEqual([uuid(1, 9)]);
    await db.update(ballots).set({ closedAt: null });
    expect(await readIds()).toEqual([]);
  });

  it('is no choice among all answers, and no duel of which a reply failed', async () => {
    await put(1);
    await fresh.database.db.update(ballots).set({ kind: 'ballot', opponentPolicy: 'all' });
    await put(2, { texts: ['reply zero', 'reply one', ''] });
    expect(await readIds()).toEqual([]);
  });

  it('has only votes that count, and ties as no vote', async () => {
    await put(1, {
      votes: [
        ...two,
        { voter: 'cy', choice: 'pick', more: { blind: false } },
        { voter: 'di', choice: 'pick', more: { flags: ['fast'] } },
        { voter: 'asker', choice: 'pick', more: { flags: ['asker'] } },
        { voter: 'ed', choice: 'tie' },
        { voter: 'flo', choice: 'both_bad' },
      ],
    });
    const [duel] = (await read()).duels;
    expect(duel!.votes.map(({ voter }) => voter).sort()).toEqual(['ann', 'bo']);
    await fresh.database.db.update(votes).set({ blind: false });
    expect((await read()).duels[0]!.votes).toEqual([]);
  });

  it('has what people said about their votes only where they take part, and the vote counts', async () => {
    const { db } = fresh.database;
    const said = (voter: string, more: object = {}): Voted => ({
      ...{ voter, choice: 'pick' },
      more: { reasons: ['clear'], reasonText: `words of ${voter}`, ...more },
    });
    await put(1, {
      votes: [said('ann'), said('bo'), said('cy', { blind: false }), { ...said('di'), choice: 'tie' }, said('ed')],
    });
    for (const person of ['ann', 'cy', 'di', 'ed']) await decide(db, person, 'given', DAY);
    await decide(db, 'ed', 'revoked', new Date(DAY.getTime() + 1));
    const [duel] = (await read()).duels;
    const whys = duel!.whys.toSorted((one, other) => (one.voter < other.voter ? -1 : 1));
    expect(whys).toEqual([
      { voter: 'ann', side: 'b', reasons: ['clear'], text: 'words of ann' },
      { voter: 'di', side: null, reasons: ['clear'], text: 'words of di' },
    ]);
    // Their votes are counted all the same, as in every figure.
    expect(duel!.votes.map(({ voter }) => voter).sort()).toEqual(['ann', 'bo', 'ed']);
  });

  it('is asked for again before it is sent', async () => {
    const { db } = fresh.database;
    const id = await put(1);
    await decide(db, 'ann', 'given', DAY);
    const still = (askIds: string[], people: string[] = []) => mayStillTeach(db, guild, { askIds, people });
    expect(await still([id], ['ann'])).toBe(true);
    expect(await still([id], ['bo'])).toBe(false);
    expect(await still([id, uuid(1, 2)])).toBe(false);
    expect(await still([])).toBe(true);
    await decide(db, 'asker', 'revoked', new Date(DAY.getTime() + 1));
    expect(await still([id])).toBe(false);
  });
});
