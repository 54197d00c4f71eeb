import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertChallengerComparison } from '../../db/repo/challenger-comparisons.ts';
import { challengerOf } from '../../db/repo/challengers.ts';
import { deleteGuild, deletePerson, NOBODY } from '../../db/repo/erase.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { promotionsOf } from '../../db/repo/promotions.ts';
import { insertShadow } from '../../db/repo/shadow-comparisons.ts';
import { audit } from '../../db/schema/audit.ts';
import { challengers } from '../../db/schema/challengers.ts';
import { promotions } from '../../db/schema/promotions.ts';
import { isDrawn } from '../../src/asks/shadow-lot.ts';
import {
  beginChallenger,
  goBack,
  promoteChallenger,
  promotionToUndo,
  withdrawChallenger,
} from '../../src/learning/promote.ts';
import { standingOfChallenger } from '../../src/learning/standing.ts';
import { DAY_MS } from '../../src/terms.ts';
import { type Compared, compared } from '../support/compared.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { comparisonRow } from '../support/snapshots.ts';

const CHAMPION = 'hf:champion@http://127.0.0.1:8000/v1';
const CHALLENGER = 'hf:challenger#rules-3@http://127.0.0.1:8000/v1';
const begun = new Date('2026-03-01T12:00:00Z');
const later = new Date(begun.getTime() + 60_000);
const now = new Date(begun.getTime() + DAY_MS);
const champion = (chosen: string | null) => chosen ?? CHAMPION;

let fresh: FreshDatabase;
let guildId = '';
let servers = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());
beforeEach(() => {
  guildId = `server ${++servers}`;
});

const acting = (actorHash: string | null = 'manager') => ({ guildId, actorHash, now });
const begin = (more: object = {}) =>
  beginChallenger(fresh.database, {
    ...{
      guildId,
      judge: CHALLENGER,
      champion,
      share: 1,
      dayTokens: 1000,
      dayUsd: null,
      actorHash: 'manager',
      now: begun,
    },
    ...more,
  });
const promote = () => promoteChallenger(fresh.database, { ...acting(), champion });
const back = () => goBack(fresh.database, { ...acting(), what: 'judge' });
const judge = async () => (await getGuildSettings(fresh.database.db, guildId))?.judge ?? null;
const add = (more: Partial<Compared> = {}) =>
  compared(fresh.database.db, {
    ...{ guildId, champion: CHAMPION, challenger: CHALLENGER, at: later, says: 1, votes: [0, 3] },
    ...more,
  });
const many = async (n: number, more: Partial<Compared> = {}) => {
  for (let i = 0; i < n; i++) await add(more);
};
const standing = async () => {
  const open = await challengerOf(fresh.database.db, guildId);
  if (!open) throw new Error('There is no challenger.');
  return standingOfChallenger(fresh.database.db, open);
};
const actions = async () =>
  (await fresh.database.db.select().from(audit).where(eq(audit.guildId, guildId))).map(({ action }) => action);

describe('a challenger', () => {
  it('is one a server, and is not the judge in charge', async () => {
    expect(await begin({ judge: CHAMPION })).toBe('same');
    expect(await begin()).toMatchObject({ judge: CHALLENGER, champion: CHAMPION, share: 1, dayTokens: 1000 });
    expect(await begin({ judge: 'hf:another' })).toBe('taken');
    expect(await actions()).toEqual(['challenger-begun']);
  });

  it('is begun once by two managers at the same time', async () => {
    const both = await Promise.all([begin(), begin({ judge: 'hf:another' })]);
    expect(both.filter((one) => one === 'taken')).toHaveLength(1);
  });

  it('is withdrawn, and another one can begin', async () => {
    await begin();
    expect(await withdrawChallenger(fresh.database, acting())).toMatchObject({ judge: CHALLENGER });
    expect(await withdrawChallenger(fresh.database, acting())).toBeNull();
    expect(await actions()).toEqual(['challenger-begun', 'challenger-withdrawn']);
    expect(await begin({ judge: 'hf:another' })).toMatchObject({ judge: 'hf:another' });
    const rows = await fresh.database.db.select().from(challengers).where(eq(challengers.guildId, guildId));
    expect(rows.map(({ outcome }) => outcome).toSorted()).toEqual([null, 'withdrawn']);
  });
});

describe('the standing', () => {
  it('counts what people voted between the two picks, and nothing but settled questions of its time', async () => {
    await begin();
    await add({ votes: [1, 3] });
    await add({ says: 0, votes: [2, 1] });
    // None of these counts.
    await add({ isOpen: true });
    await add({ at: new Date(begun.getTime() - 1) });
    await add({ champion: 'hf:another' });
    await add({ kind: 'ballot' });
    await add({ ask: { private: true } });
    await add({ ask: { guildId: 'elsewhere' } });
    await add({ ask: { cutShort: 'deadline' } });
    await add({ says: null });
    expect(await standing()).toMatchObject({
      asks: 2,
      votes: 7,
      voters: 5,
      unjudged: 1,
      headToHead: { duels: 1, votes: 4, preferred: 0.75, decision: 'not-yet', watched: { n: 2 } },
      agreement: { champion: { value: 3 / 7, n: 7 }, challenger: { value: 5 / 7, n: 7 } },
      each: {
        champion: { callsPerAsk: 2, tokensPerAsk: 1600, usdPerAsk: null, invalidShare: 0, contradictedShare: 0 },
        challenger: { firstSlotShare: 0.5 },
      },
    });
  });

  it('leaves out an ask that was judged again by hand, outside of the lot', async () => {
    await begin({ share: 0.000001 });
    await many(3);
    expect(await standing()).toMatchObject({ asks: 0, unjudged: 0, votesStillNeeded: null });
  });

  it('leaves out an ask whose tournament the challenger has not ended', async () => {
    await begin();
    await add({ isUnfinished: true });
    expect(await standing()).toMatchObject({ asks: 0, unjudged: 1 });
  });

  it('reads nothing of comparisons that were judged again for research', async () => {
    await begin();
    const askId = await add({ says: null });
    const { first: _, second: __, tier: ___, sample: ____, notes: _____, ...row } = comparisonRow(1, 0, 1);
    await insertShadow(fresh.database.db, { ...row, askId, judge: CHALLENGER });
    expect(await standing()).toMatchObject({ asks: 0, unjudged: 1 });
  });

  it('counts the calls of each judge by its own tournament', async () => {
    await begin();
    const askId = await add();
    const more = { ...comparisonRow(3, 0, 1), askId, judge: CHALLENGER, model: CHALLENGER, inputTokens: 1 };
    await insertChallengerComparison(fresh.database.db, { ...more, outputTokens: 99 });
    expect((await standing()).each).toMatchObject({
      champion: { callsPerAsk: 2, tokensPerAsk: 1600 },
      challenger: { callsPerAsk: 3, tokensPerAsk: 1700 },
    });
  });

  it('tells contradictions, invalid verdicts and money of each judge', async () => {
    await begin();
    await add({ says: 'contradicts', shadow: { costUsd: 0.25, inputTokens: 10, outputTokens: 1 } });
    await add({ says: 'invalid', shadow: { costUsd: 0.25, inputTokens: null, outputTokens: 1 } });
    const { each, headToHead } = await standing();
    expect(each.challenger).toEqual({
      ...{ callsPerAsk: 2, tokensPerAsk: null, usdPerAsk: 0.5 },
      ...{ invalidShare: 0.5, contradictedShare: 1, firstSlotShare: 1 },
    });
    expect(headToHead.decision).toBe('not-yet');
  });

  it('reads no vote that does not count', async () => {
    await begin();
    await add({ votes: [0, 2], ask: { seed: 'x', interactionId: 'x' } });
    expect(await standing()).toMatchObject({ asks: 1, votes: 0, headToHead: { duels: 0 } });
  });
});

describe('a promotion', () => {
  it('happens only where people say so, once, and can be undone', async () => {
    await begin();
    expect(await promote()).toBe('not-yet');
    await many(60);
    const both = await Promise.all([promote(), promote()]);
    expect(both.toSorted()).toEqual(['none', 'promoted']);
    expect(await judge()).toBe(CHALLENGER);
    const [made] = await promotionsOf(fresh.database.db, guildId, 'judge');
    expect(made).toMatchObject({ before: null, after: CHALLENGER, kind: 'forward', actorHash: 'manager' });
    expect(made?.figures).toMatchObject({ asks: 60, votes: 180, headToHead: { decision: 'promote', preferred: 1 } });
    expect(await back()).toMatchObject({ id: made?.id });
    expect(await judge()).toBeNull();
    expect(await back()).toBeNull();
    expect(await actions()).toEqual(['challenger-begun', 'judge-promoted', 'judge-went-back']);
  });

  it('keeps the champion where people prefer it, and ends as kept', async () => {
    await begin();
    await many(60, { votes: [3, 0] });
    expect(await standing()).toMatchObject({ headToHead: { decision: 'keep' }, votesStillNeeded: 0 });
    expect(await promote()).toBe('keep');
    await withdrawChallenger(fresh.database, acting(null));
    const [row] = await fresh.database.db.select().from(challengers).where(eq(challengers.guildId, guildId));
    expect(row?.outcome).toBe('kept');
    expect(await judge()).toBeNull();
  });

  it('says how many votes are still needed', async () => {
    await begin();
    await many(4);
    const { votesStillNeeded } = await standing();
    expect(votesStillNeeded).toBeGreaterThan(3);
    expect(votesStillNeeded).toBeLessThan(180);
  });

  it('does not replace a judge that it was not compared with', async () => {
    await begin();
    await many(60);
    await changeGuildSettings(fresh.database.db, guildId, { judge: 'hf:another' });
    expect(await promote()).toBe('moved');
    expect(await judge()).toBe('hf:another');
    expect(await promotionsOf(fresh.database.db, guildId, 'judge')).toEqual([]);
  });

  it('is undone one after the other, and not once somebody has chosen otherwise', async () => {
    const { db } = fresh.database;
    const row = { guildId, what: 'judge', kind: 'forward', figures: {}, actorHash: null } as const;
    const at = (n: number) => new Date(begun.getTime() + n);
    await db.insert(promotions).values([
      { ...row, before: null, after: 'hf:a', createdAt: at(1) },
      { ...row, before: 'hf:a', after: 'hf:b', createdAt: at(2) },
    ]);
    await changeGuildSettings(db, guildId, { judge: 'hf:b' });
    expect(await back()).toMatchObject({ after: 'hf:b' });
    expect(await judge()).toBe('hf:a');
    expect(await back()).toMatchObject({ after: 'hf:a' });
    expect(await judge()).toBeNull();
    expect(await back()).toBeNull();
    // Promoted once more, and then another one chosen by hand.
    await db.insert(promotions).values({ ...row, before: null, after: 'hf:c', createdAt: new Date(now.getTime() + 1) });
    await changeGuildSettings(db, guildId, { judge: 'hf:by-hand' });
    expect(await promotionToUndo(db, guildId, 'judge')).toBeNull();
    expect(await back()).toBeNull();
    expect(await judge()).toBe('hf:by-hand');
  });

  it('goes back of a tournament without touching the judge', async () => {
    const { db } = fresh.database;
    const row = { guildId, what: 'tournament', kind: 'forward', figures: {}, actorHash: null } as const;
    await db.insert(promotions).values({ ...row, before: 'elo', after: 'adaptive:5:1:1:1:1', createdAt: begun });
    await changeGuildSettings(db, guildId, { judge: 'hf:a', tournament: 'adaptive:5:1:1:1:1' });
    expect(await back()).toBeNull();
    expect(await goBack(fresh.database, { ...acting(), what: 'tournament' })).toMatchObject({ before: 'elo' });
    expect(await getGuildSettings(db, guildId)).toMatchObject({ judge: 'hf:a', tournament: 'elo' });
  });

  it('stays without a name when its manager deletes their data, and goes with the server', async () => {
    const { db } = fresh.database;
    await begin();
    await many(60);
    await promote();
    await db.transaction((tx) => deletePerson(tx, 'manager', now));
    const [kept] = await promotionsOf(db, guildId, 'judge');
    expect(kept).toMatchObject({ actorHash: NOBODY, after: CHALLENGER });
    await db.transaction((tx) => deleteGuild(tx, guildId));
    expect(await promotionsOf(db, guildId, 'judge')).toEqual([]);
    expect(await actions()).toEqual([]);
    expect(await db.select().from(challengers).where(eq(challengers.guildId, guildId))).toEqual([]);
  });
});

describe('the lot', () => {
  it('draws the stated share, by itself for each challenger', () => {
    const drawn = (id: string, share: number) =>
      Array.from({ length: 2000 }, (_, i) => isDrawn({ id, share }, `seed ${i}`));
    const share = (lots: boolean[]) => lots.filter(Boolean).length / lots.length;
    expect(share(drawn('a', 1))).toBe(1);
    expect(share(drawn('a', 0.3))).toBeCloseTo(0.3, 1);
    const [one, other] = [drawn('a', 0.5), drawn('b', 0.5)];
    expect(share(one.map((lot, i) => lot === other[i]))).toBeCloseTo(0.5, 1);
  });
});
