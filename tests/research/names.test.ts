import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deletePerson } from '../../db/repo/erase.ts';
import { type Codes, openCodes } from '../../src/research/export/codes.ts';
import type { Manifest } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { type Channel, fillChannel, type PublicQuestion } from '../support/channel.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide } from '../support/research.ts';

// Linkage attacks. The attacker has a dataset and has logged the channel since its first day:
// every message with author and time, every edit, every button's id, every tally.
// Their guesses may be right as often as chance explains, within four standard deviations.

const KEY = 'a key of the tests, long enough to be one';
const DAY_MS = 24 * 3600 * 1000;
const at = (days: number) => new Date(DAY.getTime() + days * DAY_MS);

type Row = Record<string, unknown>;
interface Dataset {
  asks: Row[];
  votes: Row[];
  aggregates: Row[];
  comparisons: Row[];
  text: string;
  manifest: Manifest;
  /** The codes of ids in this dataset. The attacker does not have them. */
  codes: Codes;
}

let folder: string;
let runs = 0;
async function exportOf(fresh: FreshDatabase, now: Date, linkVoters: string | null = null): Promise<Dataset> {
  const out = join(folder, `${runs++}`);
  const scope = { guildId: null, since: null, until: null };
  const options = { out, format: 'jsonl' as const, scope, key: KEY, now, fewestVotes: 3, discordPermission: null };
  const manifest = await runExport(fresh.database, { ...options, linkVoters });
  // A table without rows has no file.
  const read = async (name: string) =>
    manifest.rows[`${name}.jsonl`] === 0
      ? []
      : (await readFile(join(out, `${name}.jsonl`), 'utf8'))
          .split('\n')
          .filter(Boolean)
          .map((line): Row => JSON.parse(line));
  const names = (await readdir(out)).filter((name) => !['CODEBOOK.md', 'SHA256SUMS'].includes(name));
  return {
    ...{ asks: await read('asks'), votes: await read('votes'), aggregates: await read('aggregates') },
    comparisons: await read('comparisons'),
    // croissant.json quotes the codebook, which names every flag.
    text: (await Promise.all(names.map((name) => readFile(join(out, name), 'utf8'))))
      .join('')
      .replace(/"description": ".*"/g, ''),
    manifest,
    codes: openCodes(KEY, manifest.exportId, linkVoters !== null),
  };
}

let fresh: FreshDatabase;
let channel: Channel;
let data: Dataset;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-names-'));
  fresh = await freshDatabase();
  channel = await fillChannel(fresh.database.db, 40, 'a channel');
  data = await exportOf(fresh, at(10));
});
afterAll(async () => {
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

/** Finds the question of an ask's row by its text. */
const questionOf = (ask: Row): PublicQuestion => {
  const found = channel.questions.find(({ prompt }) => prompt === ask.prompt);
  if (!found) throw new Error('an ask of nobody');
  return found;
};
const choiceOf = (row: Row) => `${row.choice} ${row.slot}`;

/**
 * Counts the right guesses, and the most that chance explains.
 * `of` is the number of people that a row could belong to.
 */
function score(guesses: { right: boolean; of: number }[]) {
  const expected = guesses.reduce((sum, { of }) => sum + 1 / of, 0);
  const deviation = Math.sqrt(guesses.reduce((sum, { of }) => sum + (1 / of) * (1 - 1 / of), 0));
  return {
    right: guesses.filter(({ right }) => right).length,
    most: expected + 4 * deviation,
    guesses: guesses.length,
  };
}

/** The member who cast a vote. The attacker does not know this. */
function ownerOf({ codes }: Dataset, row: Row): string {
  const found = channel.truth.find(({ voteId }) => codes.vote(voteId) === row.vote_id);
  if (!found) throw new Error('a vote of nobody');
  return found.member;
}

/** Guesses for each ask that the n-th row belongs to the n-th person, in the given orders. */
const byOrder = (rowsOf: (ask: Row) => Row[], peopleOf: (question: PublicQuestion) => string[]) =>
  data.asks.flatMap((ask) => {
    const people = peopleOf(questionOf(ask));
    return rowsOf(ask).map((row, i) => ({
      right: ownerOf(data, row) === people[i % people.length],
      of: people.length,
    }));
  });

const rowsOn = (ask: Row) => data.votes.filter(({ ask_id }) => ask_id === ask.ask_id);
const inTime = ({ presence, asker }: PublicQuestion) =>
  presence
    .toSorted((a, b) => a.at - b.at)
    .map(({ member }) => member)
    .filter((member) => member !== asker);

describe('a dataset beside a channel’s whole history', () => {
  it('holds nothing that stands in the channel, but the texts', () => {
    expect(data.votes.length).toBeGreaterThan(200);
    for (const { askId, ballotId, interactionId, asker } of channel.questions)
      for (const id of [askId, ballotId, interactionId, asker]) expect(data.text).not.toContain(id);
    for (const { voteId } of channel.truth) expect(data.text).not.toContain(voteId);
    // The dataset has days but no times of day, except for the time of the export itself.
    // The manifest and the card name that.
    const times = data.text.match(/\d\d:\d\d:\d\d/g) ?? [];
    expect(times).toHaveLength(2);
    expect([...new Set(times)]).toEqual([data.manifest.exportedAt.slice(11, 19)]);
    const numbers = new Set(data.text.replace(/https:\S+/g, '').match(/(?<![.\da-f])\d{6,}\b/g));
    expect([...numbers]).toEqual([]);
  });

  it('does not name voters by the order of its rows, whichever way it is read', () => {
    const orders: ((rows: Row[]) => Row[])[] = [
      (rows) => rows,
      (rows) => rows.toReversed(),
      (rows) => rows.toSorted((a, b) => (String(a.vote_id) < String(b.vote_id) ? -1 : 1)),
      (rows) => rows.toSorted((a, b) => (String(a.voter_id) < String(b.voter_id) ? -1 : 1)),
    ];
    for (const order of orders) {
      const { right, most, guesses } = score(byOrder((ask) => order(rowsOn(ask)), inTime));
      expect(guesses).toBeGreaterThan(200);
      expect(right).toBeLessThan(most);
    }
  });

  it('does not find one voter on two questions: no code, no flag and no abstention leads from one to the next', () => {
    const onAsks = Map.groupBy(data.votes, ({ voter_id }) => voter_id);
    for (const rows of onAsks.values()) expect(new Set(rows.map(({ ask_id }) => ask_id)).size).toBe(1);
    // A rare flag would link: a voter who is flagged in all but Ada's questions is Ada.
    expect(data.text).not.toMatch(/over-cap|one-sided|"asker"/);
  });

  it('names askers by the texts alone: without them, no better than chance within a day', () => {
    const withoutText = data.asks.map(({ prompt: _, ...rest }) => rest as Row);
    const guesses = withoutText.map((ask, i) => {
      const thatDay = channel.questions.filter(
        ({ askedAt }) => new Date(askedAt).toISOString().slice(0, 10) === ask.day,
      );
      const place = withoutText.slice(0, i).filter(({ day }) => day === ask.day).length;
      const guess = thatDay[place % thatDay.length];
      return { right: data.codes.ask(guess?.askId ?? '') === ask.ask_id, of: thatDay.length };
    });
    const { right, most } = score(guesses);
    expect(right).toBeLessThan(most);
    // No column links the questions of one asker.
    expect(Object.keys(data.asks[0] ?? {}).filter((name) => /asker|person|author/.test(name))).toEqual([]);
  });

  it('leaves five people at least between its rows and the tally that stands in the channel, or none', () => {
    let asked = 0;
    for (const ask of data.asks) {
      const question = questionOf(ask);
      const rows = rowsOn(ask).filter(({ current }) => current);
      const missing = Object.entries(question.tally).map(
        ([choice, n]) => n - rows.filter((row) => choiceOf(row) === choice).length,
      );
      const people = missing.reduce((sum, n) => sum + n, 0);
      expect(people === 0 || people >= 5, `${people} people`).toBe(true);
      if (question.presence.some(({ member }) => member === question.asker)) asked += 1;
    }
    // Some askers voted on their own questions, and everybody knows who asked.
    expect(asked).toBeGreaterThan(5);
  });

  it('says of linked voters that it links them, and then does', async () => {
    const linked = await exportOf(fresh, at(10), 'a study of habits');
    expect(linked.manifest.linkedVoters).toBe('a study of habits');
    // The command warns of this: a voter who votes on everything but Ada's questions is Ada.
    const right = channel.members.filter((member) => {
      const own = new Set(
        channel.questions.filter(({ asker }) => asker === member).map(({ askId }) => linked.codes.ask(askId)),
      );
      const never = [...Map.groupBy(linked.votes, ({ voter_id }) => voter_id)].filter(([, rows]) =>
        rows.every(({ ask_id }) => !own.has(String(ask_id))),
      );
      return own.size > 2 && never.some(([code]) => code === linked.codes.voter('', member));
    });
    expect(right.length).toBeGreaterThan(2);
  });
});

/** Rows that are only in the first dataset, by prompt. Rows are compared by their contents. */
function vanished(before: Dataset, after: Dataset): Map<string, Row[]> {
  const contents = ({ choice, slot, position, blind, flags, current, counts }: Row) =>
    JSON.stringify([choice, slot, position, blind, flags, current, counts]);
  const promptOf = (dataset: Dataset, row: Row) =>
    String(dataset.asks.find(({ ask_id }) => ask_id === row.ask_id)?.prompt);
  const left = Map.groupBy(after.votes, (row) => `${promptOf(after, row)} ${contents(row)}`);
  const counts = new Map([...left].map(([key, rows]) => [key, rows.length]));
  return Map.groupBy(
    before.votes.filter((row) => {
      const key = `${promptOf(before, row)} ${contents(row)}`;
      const n = counts.get(key) ?? 0;
      counts.set(key, n - 1);
      return n <= 0;
    }),
    (row) => promptOf(before, row),
  );
}

describe('two datasets taken a day apart', () => {
  const people = (rows: Row[]) => new Set(rows.map(({ voter_id }) => voter_id)).size;
  const figures = (rows: Row[]) => rows.map(({ server_id: _, ...row }) => JSON.stringify(row)).toSorted();
  /** The missing questions show who withdrew, but the missing votes must not be theirs alone. */
  const nobodyAlone = (before: Dataset, after: Dataset, who: string) => {
    const asked = new Set(channel.questions.filter(({ asker }) => asker === who).map(({ prompt }) => prompt));
    const gone = [...vanished(before, after)].filter(([prompt]) => !asked.has(prompt));
    for (const [, rows] of gone) expect(people(rows)).toBeGreaterThanOrEqual(5);
    return gone.length;
  };

  it('do not tell how somebody voted who withdrew in between, or who came back', async () => {
    const { db } = fresh.database;
    const before = await exportOf(fresh, at(11));
    await decide(db, 'member 5', 'revoked', at(11.5));
    const without = await exportOf(fresh, at(12));
    expect(without.asks.length).toBeLessThan(before.asks.length);
    expect(nobodyAlone(before, without, 'member 5')).toBeGreaterThan(5);
    expect(figures(without.aggregates)).toEqual(figures(before.aggregates));
    await decide(db, 'member 5', 'given', at(12.5));
    const again = await exportOf(fresh, at(13));
    expect(nobodyAlone(again, without, 'member 5')).toBeGreaterThan(5);
    expect(figures(again.aggregates)).toEqual(figures(before.aggregates));
  });

  it('do not tell how somebody votes who takes part only now', async () => {
    const { db, sql } = fresh.database;
    const before = await exportOf(fresh, at(13));
    // A member who voted on everything, and opts in only now.
    await sql`insert into votes (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, current, created_at)
      select gen_random_uuid(), id, 'new ' || id, 'newcomer', 'candidate', 1, 1, true, '{}', true, ${DAY.toISOString()} from ballots`;
    await decide(db, 'newcomer', 'given', at(13.2));
    const after = await exportOf(fresh, at(14));
    expect(vanished(after, before).size).toBe(0);
    expect(vanished(before, after).size).toBe(0);
    expect(figures(after.aggregates)).toEqual(figures(before.aggregates));
    await sql`delete from votes where voter_hash = 'newcomer'`;
  });

  it('do not tell how somebody voted who deleted their data', async () => {
    const { db } = fresh.database;
    const before = await exportOf(fresh, at(14));
    await db.transaction((tx) => deletePerson(tx, 'member 2', at(14)));
    const after = await exportOf(fresh, at(15));
    expect(nobodyAlone(before, after, 'member 2')).toBeGreaterThan(5);
    expect(figures(after.aggregates)).toEqual(figures(before.aggregates));
  });

  it('have nothing in their manifests that could be matched or subtracted', async () => {
    const [one, two] = [await exportOf(fresh, at(15)), await exportOf(fresh, at(16))];
    const { exportId: _, exportedAt: __, withdrawn: ___, rows: ____, ...a } = one.manifest;
    const { exportId: _2, exportedAt: __2, withdrawn: ___2, rows: ____2, ...b } = two.manifest;
    expect(a).toEqual(b);
    expect(one.manifest.exportId).not.toBe(two.manifest.exportId);
    for (const { manifest } of [one, two]) {
      const counts = Object.values(manifest.leftOut).flatMap((reasons) => Object.values(reasons));
      expect(counts.every((n) => n % 50 === 0 && n > 0)).toBe(true);
      expect((manifest.withdrawn?.fewerThan ?? 0) % 5).toBe(0);
    }
  });

  it('hold a day’s counts only when the day is over and all its voting has ended', async () => {
    const other = await freshDatabase();
    try {
      const { db, sql } = other.database;
      await fillChannel(db, 20, 'another channel', 10);
      await sql`update ballots set closed_at = null where id = (select id from ballots order by id limit 1)`;
      await sql`update asks set state = 'voting' where id = (select id from asks order by id limit 1)`;
      const early = await exportOf(other, at(1.01));
      expect(early.aggregates).toEqual([]);
      const open = await exportOf(other, at(9));
      expect(new Set(open.aggregates.map(({ day }) => day))).toEqual(new Set(['2026-03-02']));
      await sql`update ballots set closed_at = ${at(9).toISOString()} where closed_at is null`;
      await sql`update asks set state = 'closed'`;
      const closed = await exportOf(other, at(10));
      const without = closed.aggregates.filter(({ day }) => day !== '2026-03-01');
      expect(figures(without)).toEqual(figures(open.aggregates));
      for (const cell of closed.aggregates) expect(Number(cell.voters)).toBeGreaterThanOrEqual(5);
    } finally {
      await other.close();
    }
  });
});
