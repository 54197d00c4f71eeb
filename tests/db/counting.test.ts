import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { voteGroups, votesByFate, votesByFlagOf } from '../../db/repo/agreement-figures.ts';
import { votesForAgreement } from '../../db/repo/agreement-votes.ts';
import { readSections } from '../../db/repo/ballot-counts.ts';
import { releaseVotes } from '../../db/repo/released-votes.ts';
import { countUnpublished } from '../../db/repo/research-aggregates.ts';
import { drawLots } from '../../db/repo/research-lots.ts';
import { readVotedAsks } from '../../db/repo/research-preferences.ts';
import { readJudgedTwice, votesByChoice } from '../../db/repo/shadow-comparisons.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { consents } from '../../db/schema/consents.ts';
import { publishedCells } from '../../db/schema/published.ts';
import { votes } from '../../db/schema/votes.ts';
import { closeVoting } from '../../src/ballots/close.ts';
import { countsForAgreement, fateOf, isAboutPair } from '../../src/ballots/counting.ts';
import { castVotes, peekAtPick } from '../../src/ballots/vote.ts';
import { serverAgreement } from '../../src/research/server-agreement.ts';
import { type AgreementRow, addUpVotes } from '../support/agreement-votes.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runs } from '../support/fuzz.ts';
import { decide } from '../support/research.ts';
import { askRow, ballotRow, candidateRow } from '../support/snapshots.ts';

const start = new Date('2026-03-01T12:00:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const id = (kind: number, n: number) => `0190a5b0-0000-7000-800${kind}-${String(n).padStart(12, '0')}`;
const everything = { guildId: null, since: null, until: null };
const voters = ['v0', 'v1', 'v2', 'v3', 'v4', 'v5'];

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

interface Made {
  kind: 'duel' | 'open' | 'ballot';
  hidePick: boolean;
  seedIsPublic: boolean;
}

async function openBallot(n: number, { kind, hidePick, seedIsPublic }: Made): Promise<string> {
  const { db } = fresh.database;
  const ask = askRow({ voting: kind, createdAt: start, settings: { ...askRow().settings, hidePick } });
  const { seedIsPublic: _, ...row } = ask;
  const seed = seedIsPublic ? `ask ${n}` : 'a secret';
  await db.insert(asks).values({ ...row, id: id(1, n), interactionId: `ask ${n}`, seed });
  for (const slot of [0, 1, 2])
    await db.insert(candidates).values({ ...candidateRow(slot, `reply ${slot}`), askId: id(1, n) });
  const shown = kind === 'ballot' ? [2, 1, 0] : [2, 1];
  const closesAt = at(100);
  await db
    .insert(ballots)
    .values({ ...ballotRow({ kind, shown, closesAt, createdAt: start }), id: id(2, n), askId: id(1, n) });
  return id(2, n);
}

/** An act of a person. Acts come in order. */
const act = fc.record({
  ballot: fc.nat(3),
  voter: fc.constantFrom(...voters, 'asker'),
  what: fc.constantFrom('a' as const, 'b' as const, 'tie' as const, 'bad' as const, 'peek' as const),
  /** Minutes since the act before. A vote at minute 0 is too fast, and from minute 100 on too late. */
  pause: fc.constantFrom(0, 1, 1, 2, 20),
});
const made = fc.record({
  kind: fc.constantFrom('duel' as const, 'duel' as const, 'open' as const, 'ballot' as const),
  hidePick: fc.boolean(),
  seedIsPublic: fc.constantFrom(false, false, false, true),
});

/** Computes which votes count from the acts alone, and not from the stored rows. */
async function live(
  world: readonly Made[],
  acts: readonly { ballot: number; voter: string; what: 'a' | 'b' | 'tie' | 'bad' | 'peek'; pause: number }[],
) {
  const { database } = fresh;
  const ballotIds = await Promise.all(world.map((one, n) => openBallot(n, one)));
  const knows = new Set<string>();
  const voted = new Set<string>();
  const expected = new Set<string>();
  let now = 0;
  for (const [i, { ballot, voter, what, pause }] of acts.entries()) {
    now += pause;
    const one = world[ballot];
    const ballotId = ballotIds[ballot];
    if (!one || !ballotId) continue;
    const key = `${ballotId} ${voter}`;
    const hidden = one.hidePick && one.kind !== 'open';
    if (what === 'peek') {
      const place = await peekAtPick(database, { ballotId, channelId: '4', voterHash: voter });
      expect(place).not.toBeNull();
      if (!hidden) knows.add(key);
      continue;
    }
    const click = { ballotId, key: what, interactionId: `click ${i}`, channelId: '4', voterHash: voter, at: at(now) };
    await castVotes([click], { database, dailyCap: 200 });
    if (now >= 100) continue;
    // Reading two or three answers at 150 characters a second takes less than the first minute.
    const counts =
      !voted.has(key) && !knows.has(key) && one.kind !== 'open' && !one.seedIsPublic && voter !== 'asker' && now > 0;
    if (counts) expected.add(key);
    voted.add(key);
    if (!hidden) knows.add(key);
  }
  for (const ballotId of ballotIds) await closeVoting({ database, now: () => at(200) }, ballotId);
  return expected;
}

const readAll = async () => {
  const { sql } = fresh.database;
  return sql<(AgreementRow & { kind: 'duel'; ballotClosed: boolean })[]>`
    select v.ballot_id as "ballotId", v.voter_hash as "voterHash", v.blind, v.flags, v.slot, v.choice, b.kind, a.pick,
      a.seed_is_public as "seedIsPublic", b.closed_at is not null as "ballotClosed",
      a.id as "askId", a.effort, a.settings ->> 'judgeModel' as "judgeModel", a.n - 1 as others,
      b.opponent_probability as probability, false as simulated
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id order by a.id`;
};

describe('the vote that counts', () => {
  it('is the first of each person that was cast blind, whatever came before, between and after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { minLength: 4, maxLength: 4 }),
        fc.array(act, { maxLength: 30 }),
        async (world, acts) => {
          await fresh.database.db.delete(asks);
          const expected = await live(world, acts);
          const counted = (await readAll()).filter(countsForAgreement).map((row) => `${row.ballotId} ${row.voterHash}`);
          expect(counted.toSorted()).toEqual([...expected].toSorted());
        },
      ),
      { numRuns: runs(40) },
    );
  });
});

/** Arbitrary rows, including those that the bot does not write today. */
const stored = fc.record({
  ballot: fc.nat(5),
  voter: fc.constantFrom(...voters, 'asker'),
  choice: fc.constantFrom('pick' as const, 'other' as const, 'tie' as const, 'both_bad' as const),
  blind: fc.boolean(),
  flags: fc.subarray(['asker', 'fast', 'changed', 'late', 'over-cap', 'one-sided']),
});
const storedBallot = fc.record({ made, open: fc.constantFrom(false, false, true) });

async function store(
  world: readonly { made: Made; open: boolean }[],
  rows: readonly (typeof stored extends fc.Arbitrary<infer T> ? T : never)[],
) {
  const { db } = fresh.database;
  await db.delete(asks);
  await db.delete(publishedCells);
  for (const [n, one] of world.entries()) {
    await openBallot(n, one.made);
    if (!one.open) await closeVoting({ ...fresh, now: () => at(200) }, id(2, n));
  }
  const current = new Set<string>();
  for (const [i, { ballot, voter, choice, blind, flags }] of rows.entries()) {
    const key = `${ballot} ${voter}`;
    const side = choice === 'pick' || choice === 'other';
    const late = flags.includes('late');
    await db.insert(votes).values({
      ...{ ballotId: id(2, ballot), interactionId: `stored ${i}`, voterHash: voter, flags, createdAt: at(1) },
      ...{
        choice: side ? 'candidate' : (choice as 'tie'),
        slot: choice === 'pick' ? 1 : choice === 'other' ? 2 : null,
      },
      ...{ position: side ? 0 : null, blind: blind && !late, current: !late && !current.has(key) },
    });
    if (!late) current.add(key);
  }
}

describe('every place that counts votes', () => {
  it('counts the same ones: /agreement, report, aggregates, preferences and further judges', async () => {
    const { db } = fresh.database;
    await fc.assert(
      fc.asyncProperty(
        fc.array(storedBallot, { minLength: 6, maxLength: 6 }),
        fc.uniqueArray(stored, {
          maxLength: 60,
          selector: ({ ballot, voter, flags }) => `${ballot} ${voter} ${flags.includes('changed')}`,
        }),
        async (world, rows) => {
          await store(world, rows);
          const all = await readAll();
          const counted = all.filter(countsForAgreement);
          const share = (of: typeof counted) => {
            const sided = of.filter(({ choice }) => choice === 'candidate');
            return { n: sided.length, hits: sided.filter(({ slot, pick }) => slot === pick).length };
          };
          const duels = share(counted.filter(({ kind }) => isAboutPair(kind)));
          const onAll = share(counted);

          const ofServer = await votesForAgreement(db, '3', new Date(0));
          const ofPairs = all.filter(({ kind, ballotClosed }) => ballotClosed && isAboutPair(kind));
          expect(ofServer).toEqual(addUpVotes(ofPairs));
          const { withJudge, ties } = serverAgreement(ofServer);
          expect({ n: withJudge.n, hits: Math.round((withJudge.value ?? 0) * withJudge.n) }).toEqual(duels);
          const [group] = (await voteGroups(db, { since: null, guildId: null })).filter(({ by }) => by === 'all');
          expect({ n: group?.withJudge.trials ?? 0, hits: group?.withJudge.hits ?? 0 }).toEqual(duels);
          expect(group?.ties ?? 0).toBe(ties);
          const byChoice = await votesByChoice(
            db,
            world.map((_, n) => id(1, n)),
          );
          const further = byChoice.filter(({ choice }) => choice === 'candidate');
          const sum = (of: typeof further) => of.reduce((total, row) => total + row.votes, 0);
          expect({ n: sum(further), hits: sum(further.filter(({ slot }) => slot === 1)) }).toEqual(duels);
          const [fates, fatesOfServer] = await Promise.all(
            [null, '3'].map(async (guildId) =>
              Object.fromEntries(
                (await votesByFate(db, { since: null, guildId })).map(({ what, count }) => [what, count]),
              ),
            ),
          );
          expect(fatesOfServer).toEqual(fates);
          const byHand = Map.groupBy(
            all.filter(({ ballotClosed }) => ballotClosed),
            fateOf,
          );
          expect(fates).toEqual(Object.fromEntries([...byHand].map(([fate, of]) => [fate, of.length])));

          const everywhere = { since: null, guildId: null };
          const { flags } = await readSections(db, everywhere, { flags: votesByFlagOf });
          const byFlag = Map.groupBy(
            [...byHand.values()].flat().flatMap((vote) => vote.flags),
            (flag) => flag,
          );
          expect(Object.fromEntries(flags.map(({ what, count }) => [what, count]))).toEqual(
            Object.fromEntries([...byFlag].map(([flag, of]) => [flag, of.length])),
          );

          // A day with an open ballot is not published yet.
          const cells = await db.transaction(async (tx) => countUnpublished(tx, null, '2026-03-02'));
          if (world.some(({ open }) => open)) expect(cells).toEqual([]);
          else
            expect(
              cells.reduce((total, { sided, withJudge: hits }) => ({ n: total.n + sided, hits: total.hits + hits }), {
                n: 0,
                hits: 0,
              }),
            ).toEqual(onAll);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('holds for preferences: the votes that count, of those who may leave', async () => {
    const { db } = fresh.database;
    for (const person of ['asker', ...voters]) await decide(db, person, 'given', start);
    await fc.assert(
      fc.asyncProperty(
        fc.array(storedBallot, { minLength: 6, maxLength: 6 }),
        fc.uniqueArray(stored, {
          minLength: 30,
          maxLength: 60,
          selector: ({ ballot, voter, flags }) => `${ballot} ${voter} ${flags.includes('changed')}`,
        }),
        async (world, done) => {
          // Leave out the asker's votes: with them, some voters would be held back at random.
          const rows = done.filter(({ voter }) => voter !== 'asker');
          await store(world, rows);
          const all = await readAll();
          // Votes are released in groups of five people on a closed ballot.
          // Late votes do not count for a group.
          const people = (ballotId: string) =>
            new Set(
              all
                .filter(
                  (row) =>
                    row.ballotId === ballotId &&
                    row.ballotClosed &&
                    row.voterHash !== 'asker' &&
                    !row.flags.includes('late'),
                )
                .map(({ voterHash }) => voterHash),
            ).size;
          const expected = all.filter((row) => countsForAgreement(row) && people(row.ballotId) >= 5);
          const found = await db.transaction(async (tx) => {
            await releaseVotes(tx, null, at(300));
            await drawLots(tx, { scope: everything, salt: 'salt', codeOf: null });
            const counted: { slot: number | null; votes: number }[] = [];
            for await (const page of readVotedAsks(tx, 100)) counted.push(...page.flatMap((ask) => ask.counted));
            return counted;
          });
          const sided = (slot: number) => expected.filter((row) => row.slot === slot).length;
          const sum = (slot: number | null) =>
            found.filter((row) => row.slot === slot).reduce((total, row) => total + row.votes, 0);
          expect([sum(1), sum(2), sum(null)]).toEqual([sided(1), sided(2), expected.length - sided(1) - sided(2)]);
        },
      ),
      { numRuns: runs(30) },
    );
  });

  it('knows a further judge of nothing that is open', async () => {
    const { db } = fresh.database;
    await openBallot(0, { kind: 'duel', hidePick: false, seedIsPublic: false });
    expect(await readJudgedTwice(db, everything, 'hf:further', null, 10)).toEqual([]);
  });
});
