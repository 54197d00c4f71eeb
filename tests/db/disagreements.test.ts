import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../db/client.ts';
import { newestPairBallots, pairBallotOf, reasonsOf } from '../../db/repo/disagreements.ts';
import { type StanceGroup, stanceGroups } from '../../db/repo/stance-figures.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { consents } from '../../db/schema/consents.ts';
import { votes } from '../../db/schema/votes.ts';
import { countsForAgreement, isAboutPair } from '../../src/ballots/counting.ts';
import { stanceOf } from '../../src/ballots/stance.ts';
import { caseOf } from '../../src/research/disagreements.ts';
import { stances, votings } from '../../src/terms.ts';
import { fillCommunity } from '../support/community.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runs } from '../support/fuzz.ts';
import { decide } from '../support/research.ts';
import { askRow, ballotRow, candidateRow } from '../support/snapshots.ts';

const start = new Date('2026-03-01T12:00:00Z');
const id = (kind: number, n: number) => `0190a5b0-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
const scope = { guildId: '3', since: new Date(0), judge: null };

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.database.db.delete(asks);
  await fresh.database.db.delete(consents);
});

const choice = fc.constantFrom(
  { choice: 'candidate' as const, slot: 1 },
  { choice: 'candidate' as const, slot: 2 },
  { choice: 'tie' as const, slot: null },
  { choice: 'both_bad' as const, slot: null },
);
const cast = fc.record({ chosen: choice, blind: fc.boolean(), fast: fc.constantFrom(false, false, true) });
/**
 * One person on one ballot: what they chose, one after the other, and perhaps once more when it was too late.
 */
const person = fc.record({
  casts: fc.array(cast, { minLength: 1, maxLength: 2 }),
  late: fc.option(cast, { freq: 4 }),
  isAsker: fc.constantFrom(false, false, false, true),
});
const stored = fc.record({
  kind: fc.constantFrom(...votings),
  open: fc.boolean(),
  isPrivate: fc.constantFrom(false, false, true),
  seedIsPublic: fc.constantFrom(false, false, true),
  elsewhere: fc.constantFrom(false, false, true),
  stated: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  people: fc.array(person, { maxLength: 9 }),
});
type Stored = typeof stored extends fc.Arbitrary<infer One> ? One : never;

/** Stores a ballot as the bot would. @returns the votes that count, by the rule in `src/ballots`. */
async function store(n: number, one: Stored) {
  const { db } = fresh.database;
  const { seedIsPublic: _, ...row } = askRow({
    ...{ id: id(1, n), interactionId: `ask ${n}`, private: one.isPrivate, guildId: one.elsewhere ? '9' : '3' },
    ...{ voting: one.kind, state: one.open ? 'voting' : 'closed', seed: one.seedIsPublic ? `ask ${n}` : 'secret' },
    ...{ createdAt: start, pBeats: one.stated === null ? null : [0.5, 1, one.stated] },
  });
  await db.insert(asks).values(row);
  for (const slot of [0, 1, 2]) await db.insert(candidates).values({ ...candidateRow(slot, 'Hi'), askId: row.id });
  const shown = one.kind === 'ballot' ? [0, 1, 2] : [2, 1];
  const closedAt = one.open ? null : start;
  await db
    .insert(ballots)
    .values({ ...ballotRow({ kind: one.kind, shown, closedAt, createdAt: start }), id: id(2, n), askId: row.id });
  const counted = { pick: 0, opponent: 0, tie: 0, bothBad: 0 };
  for (const [p, { casts, late, isAsker }] of one.people.entries()) {
    const all = [...casts, ...(late ? [late] : [])];
    for (const [i, { chosen, blind, fast }] of all.entries()) {
      const isLate = i >= casts.length;
      const flags = [
        ...(fast ? ['fast'] : []),
        ...(isAsker ? ['asker'] : []),
        ...(i > 0 ? ['changed'] : []),
        ...(isLate ? ['late'] : []),
      ];
      await db.insert(votes).values({
        ...{
          ballotId: id(2, n),
          interactionId: `${n} ${p} ${i}`,
          voterHash: `v${p}`,
          position: null,
          createdAt: start,
        },
        ...{ ...chosen, blind, flags, current: i === casts.length - 1 },
      });
      const rule = { blind, flags, ballotClosed: !one.open, seedIsPublic: one.seedIsPublic };
      if (!countsForAgreement(rule) || !isAboutPair(one.kind)) continue;
      if (chosen.choice === 'tie') counted.tie += 1;
      else if (chosen.choice === 'both_bad') counted.bothBad += 1;
      else counted[chosen.slot === 1 ? 'pick' : 'opponent'] += 1;
    }
  }
  return counted;
}

describe('the cases where people and judge can be compared', () => {
  it('rest on the votes that count alone, on no open ballot and on no private ask', async () => {
    const { db } = fresh.database;
    await fc.assert(
      fc.asyncProperty(fc.array(stored, { minLength: 1, maxLength: 5 }), async (world) => {
        await db.delete(asks);
        const counted: Awaited<ReturnType<typeof store>>[] = [];
        for (const [n, one] of world.entries()) counted.push(await store(n, one));
        const listed = world.flatMap((one, n) =>
          one.open || one.isPrivate || one.elsewhere || one.kind === 'ballot' ? [] : [n],
        );
        const found = await newestPairBallots(db, scope, 100);
        expect(found.map(({ askId }) => askId).sort()).toEqual(listed.map((n) => id(1, n)));
        for (const n of listed) {
          const one = found.find(({ askId }) => askId === id(1, n));
          expect(one).toMatchObject({ pick: 1, opponent: 2, stated: world[n]?.stated, counted: counted[n] });
        }
        for (const n of world.keys())
          expect((await pairBallotOf(db, '3', id(1, n)))?.counted).toEqual(listed.includes(n) ? counted[n] : undefined);
        await expectSameInSql(world, counted);
      }),
      { numRuns: runs(40) },
    );
  });

  /** The report counts by SQL, over every server. */
  async function expectSameInSql(world: readonly Stored[], counted: readonly Parameters<typeof stanceOf>[0][]) {
    const expected: Record<string, number> = { few: 0, ...Object.fromEntries(stances.map((one) => [one, 0])) };
    for (const [n, one] of world.entries()) {
      const tally = counted[n];
      if (!tally || one.isPrivate || Object.values(tally).every((votes) => votes === 0)) continue;
      const stance = stanceOf(tally) ?? 'few';
      expected[stance] = (expected[stance] ?? 0) + 1;
    }
    const groups = await stanceGroups(fresh.database.db, { since: null, guildId: null });
    const sum = (by: StanceGroup['by']) =>
      Object.fromEntries(
        [...stances, 'few' as const].map((one) => [
          one,
          groups.filter((group) => group.by === by).reduce((total, group) => total + group[one], 0),
        ]),
      );
    expect(sum('all')).toEqual(expected);
    for (const by of ['effort', 'judge', 'model'] as const) expect(sum(by), by).toEqual(expected);
  }

  it('say whose votes stand apart, and tell the tally of the channel where these are few', async () => {
    const vote = (slot: 1 | 2, isAsker = false) => ({
      casts: [{ chosen: { choice: 'candidate' as const, slot }, blind: true, fast: false }],
      late: null,
      isAsker,
    });
    const one = { kind: 'duel' as const, open: false, isPrivate: false, seedIsPublic: false, elsewhere: false };
    const { db } = fresh.database;
    await store(1, { ...one, stated: 0.9, people: [vote(2), vote(2), vote(2), vote(1)] });
    await store(2, { ...one, stated: 0.9, people: [vote(2), vote(2), vote(2), vote(1), vote(1, true)] });
    await store(3, { ...one, stated: 0.9, people: [...Array(4).fill(vote(2)), ...Array(5).fill(vote(1, true))] });
    const told = new Map((await newestPairBallots(db, scope, 9)).map((row) => [row.askId, caseOf(row)]));
    expect(told.get(id(1, 1))).toMatchObject({ stance: 'differ', toldAre: 'counted', told: { pick: 1, opponent: 3 } });
    // The difference of the two would be the asker's vote.
    expect(told.get(id(1, 2))).toMatchObject({ stance: 'differ', toldAre: 'tally', told: { pick: 2, opponent: 3 } });
    expect(told.get(id(1, 3))).toMatchObject({ stance: 'differ', toldAre: 'counted', told: { pick: 0, opponent: 4 } });
    // A vote that was deleted since stands apart as well: the channel still shows it.
    await db.update(ballots).set({ closedWith: 5 });
    const later = await pairBallotOf(db, '3', id(1, 1));
    expect(later && caseOf(later)).toMatchObject({ toldAre: 'tally' });
  });
});

describe('the reasons of people', () => {
  it('are those of votes that count, and in their own words only where they take part in research', async () => {
    const { db } = fresh.database;
    const vote = (slot: 1 | 2, isAsker = false) => ({
      casts: [{ chosen: { choice: 'candidate' as const, slot }, blind: true, fast: false }],
      late: null,
      isAsker,
    });
    const one = { kind: 'duel' as const, isPrivate: false, seedIsPublic: false, elsewhere: false, stated: 0.5 };
    const people = [vote(2), vote(2), vote(1), vote(1, true)];
    await store(1, { ...one, open: false, people });
    await store(2, { ...one, open: true, people });
    await db.update(votes).set({ reasons: ['clear'], reasonText: 'said so' });
    await decide(db, 'v0', 'given', start);
    await decide(db, 'v1', 'given', start);
    await decide(db, 'v1', 'revoked', new Date(start.getTime() + 1));
    const given = (await reasonsOf(db, id(1, 1))).toSorted((a, b) =>
      `${a.slot}${a.words}` < `${b.slot}${b.words}` ? -1 : 1,
    );
    expect(given).toEqual([
      { slot: 1, reasons: ['clear'], words: null },
      { slot: 2, reasons: ['clear'], words: null },
      { slot: 2, reasons: ['clear'], words: 'said so' },
    ]);
    expect(await reasonsOf(db, id(1, 2))).toEqual([]);
  });
});

// Comes last: deleting so many votes takes long.
describe('a server among many', () => {
  it('reads the index of the ballots, and not all votes that there are', async () => {
    const { database } = fresh;
    await fillCommunity(database, { questions: 3000, voters: 12, agreePercent: 60 });
    await database.db.execute(sql`update asks set guild_id = '3' where interaction_id like 'ask 29__'`);
    for (const table of ['asks', 'ballots', 'votes']) await database.db.execute(sql`analyze ${sql.identifier(table)}`);
    let plan = '';
    const explaining = {
      async execute(query: ReturnType<typeof sql>) {
        const rows = await database.db.execute(sql`explain ${query}`);
        plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
        return [];
      },
    };
    await newestPairBallots(explaining as unknown as Db, scope, 500);
    expect(plan).toMatch(/votes_current[\s\S]*votes_voter[\s\S]*voter_hash = c.voter_hash/);
    expect(plan).not.toMatch(/Seq Scan on votes/);
    expect(await newestPairBallots(database.db, scope, 500)).toHaveLength(100);
  });
});
