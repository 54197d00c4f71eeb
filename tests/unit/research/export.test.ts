import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../db/repo/research-aggregates.ts';
import { explain } from '../../../src/cli/explain.ts';
import { moment } from '../../../src/cli/scope-options.ts';
import { publicModel } from '../../../src/model-name.ts';
import { ahead } from '../../../src/research/export/ahead.ts';
import { coarse, fewerThan } from '../../../src/research/export/coarse.ts';
import { hmacUnder, openCodes } from '../../../src/research/export/codes.ts';
import type { Pages } from '../../../src/research/export/columns.ts';
import { pagesBy } from '../../../src/research/export/pages.ts';
import { today, wholeDays } from '../../../src/research/export/publish.ts';
import { publishable } from '../../../src/research/export/suppress.ts';
import { harmlessInSheets, toCsv, writeCsv } from '../../../src/research/export/write-csv.ts';
import { writeJsonl } from '../../../src/research/export/write-jsonl.ts';
import { writeParquet } from '../../../src/research/export/write-parquet.ts';

describe('a text in CSV', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `=${rest}`),
    fc.string().map((rest) => `'${rest}`),
  );
  it('is no formula, and comes back exactly', () => {
    fc.assert(
      fc.property(text, (original) => {
        const written = harmlessInSheets(original);
        expect(written).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(written.replace(/^'/, '')).toBe(original);
      }),
    );
  });

  it('stays apart from nothing at all, and numbers stay numbers', () => {
    const columns = { a: 'text', b: 'text', c: 'number', d: 'texts' } as const;
    expect(toCsv(columns, [{ a: '', b: null, c: -1.5, d: ['=', '"'] }], true)).toBe(
      '"a","b","c","d"\r\n"",,-1.5,"[""="",""\\""""]"\r\n',
    );
  });
});

describe('pages by key', () => {
  it('give every row once, in order, whatever the size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(50), fc.integer({ min: 1, max: 12 }), async (count, limit) => {
        const all = Array.from({ length: count }, (_, i) => i);
        const read = async (after: number | null, n: number) => all.filter((i) => i > (after ?? -1)).slice(0, n);
        const found: number[] = [];
        for await (const page of pagesBy(read, (i) => i, limit)) found.push(...page);
        expect(found).toEqual(all);
      }),
    );
  });
});

describe('pages read ahead', () => {
  it('are the same pages, the next one begun before it is asked for', async () => {
    const begun: number[] = [];
    async function* pages() {
      for (let i = 0; i < 3; i++) {
        begun.push(i);
        yield i;
      }
    }
    const seen: [page: number, begun: number][] = [];
    for await (const page of ahead(pages())) seen.push([page, begun.length]);
    expect(seen).toEqual([
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
  });

  it('are begun when they are opened, and may fail before anybody reads them', async () => {
    let begun = 0;
    async function* pages() {
      if (++begun > 0) throw new RangeError('gone');
      yield 1;
    }
    const opened = ahead(pages());
    expect(begun).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    await expect(opened.next()).rejects.toThrow('gone');
  });

  it('close what they come from for who has stopped', async () => {
    let closed = false;
    async function* pages() {
      try {
        for (;;) yield 1;
      } finally {
        closed = true;
      }
    }
    for await (const _ of ahead(pages())) break;
    expect(closed).toBe(true);
  });

  it('fail where reading fails, and are nobody’s failure for who has stopped', async () => {
    async function* pages() {
      yield 1;
      throw new RangeError('gone');
    }
    const all = async () => {
      for await (const _ of ahead(pages()));
    };
    await expect(all()).rejects.toThrow('gone');
    for await (const _ of ahead(pages())) break;
  });
});

describe('cells of few voters', () => {
  const few = fc.oneof(fc.constant(0), fc.nat(12));
  const cell = fc.record({ voters: fc.nat(20), votersUnseen: few, votersApart: few, votesGone: few }).map(
    (people): Cell => ({
      ...{ guildId: '7', day: '2026-03-01', judgeModel: 'hf:judge', effort: 'quick', questions: 1, votes: 30 },
      ...{ ...people, sided: 20, withJudge: 10, ties: 3, bothBad: 2 },
    }),
  );
  const isFew = (people: number) => people > 0 && people < 5;
  it('are held back, and so are differences to the row-level files and to the tallies in the channel', () => {
    fc.assert(
      fc.property(cell, (one) => {
        const { guildId, day, judgeModel, effort, ...figures } = publishable(one);
        expect({ guildId, day, judgeModel, effort }).toMatchObject({ guildId: '7', day: '2026-03-01' });
        const held = one.voters < 5 || isFew(one.votersUnseen) || isFew(one.votesGone);
        const counts = { questions: 1, voters: one.voters, votes: 30, ties: 3, bothBad: 2 };
        const agreement = { sided: 20, withJudge: 10 };
        const nothing = { questions: null, voters: null, votes: null, ties: null, bothBad: null };
        const none = { sided: null, withJudge: null };
        expect(figures).toEqual({
          ...(held ? nothing : counts),
          ...(held || isFew(one.votersApart) ? none : agreement),
        });
      }),
    );
  });

  it('are of days that are over on every clock, and of whole days', () => {
    expect(today(new Date('2026-03-02T00:30:00Z'))).toBe('2026-03-01');
    expect(today(new Date('2026-03-02T01:00:00Z'))).toBe('2026-03-02');
    const [midnight, noon] = [new Date('2026-03-02'), new Date('2026-03-02T12:00:00Z')];
    expect(wholeDays(midnight, midnight)).toEqual({ since: '2026-03-02', until: '2026-03-02' });
    expect(wholeDays(noon, noon)).toEqual({ since: '2026-03-03', until: '2026-03-02' });
    expect(wholeDays(null, null)).toEqual({ since: null, until: null });
  });
});

describe('names in an export', () => {
  const [one, two] = [openCodes('k', 'export 1'), openCodes('k', 'export 2')];

  it('are hashes that depend on key, export, kind and id', () => {
    const codes = [one, two, openCodes('l', 'export 1')].flatMap((of) => [of.ask('1'), of.vote('1'), of.server('1')]);
    codes.push(one.voter('1', '1'), one.voter('2', '1'), openCodes('k', 'export 1', true).voter('1', '1'), one.lot);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[0-9a-f]{32}$/.test(code))).toBe(true);
    expect(openCodes('k', 'export 1').ask('1')).toBe(one.ask('1'));
  });

  it('are HMAC-SHA-256', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string(), (key, text) => {
        const expected = createHmac('sha256', key).update(text).digest('hex');
        expect(hmacUnder(Buffer.from(key))(text)).toBe(expected);
      }),
    );
  });

  it('are another for a voter on each ask, but where voters are linked', () => {
    expect(one.voter('a', 'ben')).not.toBe(one.voter('b', 'ben'));
    const linked = openCodes('k', 'export 1', true);
    expect(linked.voter('a', 'ben')).toBe(linked.voter('b', 'ben'));
    expect(linked.vote('1')).toBe(one.vote('1'));
  });

  it('do not tell where an operator’s own server stands', () => {
    expect(publicModel('hf:RRM-7B@http://10.0.0.5:8000/v1')).toBe('hf:RRM-7B@own-server');
    expect(publicModel('hf:Reward-Reasoning/RRM-7B@featherless-ai')).toBe('hf:Reward-Reasoning/RRM-7B@featherless-ai');
  });
});

describe('numbers in an export', () => {
  it('are too coarse to belong to one text', () => {
    expect([0, 7, 137, 99_999, 0.000123456, null].map(coarse)).toEqual([0, 7, 140, 100_000, 0.00012, null]);
  });

  it('say below which bound a count lies, and never the count', () => {
    expect([0, 1, 49, 50, 120].map((n) => fewerThan(n))).toEqual([50, 50, 50, 100, 150]);
    expect([0, 4, 5].map((n) => fewerThan(n, 5))).toEqual([5, 5, 10]);
  });
});

describe('a moment on the command line', () => {
  it('is a day or a time with its zone, in UTC', () => {
    expect(moment('2026-05-01')).toEqual(new Date('2026-05-01T00:00:00Z'));
    expect(moment('2026-05-01T12:00+02:00')).toEqual(new Date('2026-05-01T10:00:00Z'));
    for (const wrong of ['yesterday', '2026-05-01T12:00', '2026-02-30', '2026-13-01', '1'])
      expect(() => moment(wrong), wrong).toThrow(/must be a day/);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a full disk (needs /dev/full)', () => {
  it.each([
    ['JSON lines', writeJsonl],
    ['CSV', writeCsv],
    ['Parquet', writeParquet],
  ])('is said in plain words: %s', async (_, write) => {
    async function* pages(): Pages {
      yield [{ a: 'x' }];
    }
    const error = await write('/dev/full', { a: 'text' }, pages()).catch((caught: unknown) => caught);
    expect(explain(error)).toMatch(/^The disk is full/);
  });
});
