import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawAgreement } from '../../../src/charts/agreement.ts';
import { drawRanges } from '../../../src/charts/ranges.ts';
import { rasterise } from '../../../src/charts/rasterise.ts';
import { drawable, element, escaped } from '../../../src/charts/svg.ts';
import { drawTournament } from '../../../src/charts/tournament.ts';
import { runs } from '../../support/fuzz.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const words = fc.string({ maxLength: 60, unit: 'binary' });
const titles = { chances: 'Chances', bestFirst: 'Best first', met: 'Met', rows: 'Rows', notJudged: 'not judged' };
const tournaments = fc
  .array(
    fc.record({
      number: fc.integer({ min: 1, max: 16 }).map(String),
      model: words,
      chance: fc.option(share),
      fate: fc.option(words),
      pick: fc.boolean(),
    }),
    { minLength: 1, maxLength: 16 },
  )
  .chain((rows) =>
    fc.record({
      titles: fc.constant(titles),
      rows: fc.constant(rows),
      matches: fc.array(
        fc.record({
          a: fc.nat(rows.length - 1),
          b: fc.nat(rows.length - 1),
          winsA: fc.nat(12),
          winsB: fc.nat(12),
          invalid: fc.nat(3),
        }),
        { maxLength: 30 },
      ),
    }),
  );

/** Every tag is closed in order, and no value is NaN or undefined. */
const expectWellFormed = (svg: string) => {
  expect(svg).not.toMatch(/NaN|undefined/);
  const names = [...svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/gi)];
  const open: string[] = [];
  for (const [, end, name = '', empty] of names) {
    if (end) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name);
  }
  expect(open).toEqual([]);
};

describe('the drawings', () => {
  it('are well-formed pictures, whatever models are called', () => {
    fc.assert(
      fc.property(tournaments, (drawing) => {
        const svg = drawTournament(drawing);
        expectWellFormed(svg);
        expect(svg).not.toMatch(/<(?:script|image|foreignObject|a|use)\b/i);
      }),
      { numRuns: runs(200) },
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            label: words,
            value: share,
            low: fc.constant(null),
            high: share,
            note: words,
            kind: fc.constant('part' as const),
          }),
          { maxLength: 6 },
        ),
        (rows) => {
          expect(drawAgreement({ rows })).not.toMatch(/<(?:script|image|foreignObject)\b|NaN/);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('can be turned into a PNG also where a name is hostile', () => {
    const hostile = '</text><image href="file:///etc/passwd"/>\u0000\ud800 模型🐟\u202e';
    const drawing = {
      titles,
      rows: [{ number: '1', model: hostile, chance: 1, fate: null, pick: true }],
      matches: [{ a: 0, b: 0, winsA: 0, winsB: 0, invalid: 1 }],
    };
    expect(
      Buffer.from(rasterise(drawTournament(drawing)))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const rows = [{ label: hostile, value: 0.5, low: 0, high: 1, note: hostile, kind: 'part' as const }];
    expect(
      Buffer.from(rasterise(drawAgreement({ rows })))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('leave every object as it is, also where a name is one of those that each object has', () => {
    for (const label of Object.getOwnPropertyNames(Object.prototype)) {
      const row = { label, value: 0.5, low: 0, high: 1, note: label, kind: 'part' as const };
      expect(drawAgreement({ rows: [row, row] })).toContain(label.slice(0, 3));
    }
    const seen: string[] = [];
    for (const key in {}) seen.push(key);
    expect(seen).toEqual([]);
  });

  it('cut a long name before the version of its rules', () => {
    expect(drawable('practice-chat-judge · rules 12', 22)).toBe('practice-c… · rules 12');
    expect(drawable('practice-chat-judge · rules 12', 40)).toBe('practice-chat-judge · rules 12');
    expect(drawable('a-judge-of-a-long-name', 10)).toBe('a-judge-o…');
  });

  it('draw their letters: a text leaves marks', () => {
    const blank = (words: string) =>
      rasterise(
        element(
          'svg',
          { xmlns: 'http://www.w3.org/2000/svg', width: 100, height: 40 },
          element('text', { x: 4, y: 30, 'font-family': 'Inter', 'font-size': 24, fill: '#fff' }, escaped(words)),
        ),
      );
    expect(blank('Qwen').length).toBeGreaterThan(blank('').length + 300);
    // The replacement box of a missing glyph is drawn too.
    expect(blank(drawable('模', 5)).length).toBeGreaterThan(blank('').length + 20);
  });

  it('put the points of a reliability curve against the diagonal, and those of weeks in a row', () => {
    const style = {
      width: 600,
      height: 300,
      ink: '#000',
      muted: '#555',
      line: '#ccc',
      mark: '#a60',
      font: 'Inter',
      xTitle: 'x',
      yTitle: 'y',
    };
    const bins = [0.55, 0.75, 0.95].map((x) => ({ x, value: x, low: x - 0.05, high: x + 0.05 }));
    const weeks = ['2026-01-05', '2026-01-12'].map((x) => ({ x, value: 0.6, low: null, high: null }));
    for (const svg of [drawRanges(bins, style), drawRanges(weeks, style)]) {
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toMatch(/NaN/);
    }
    expect(drawRanges(weeks, style)).toMatch(/2026-01-12/);
  });
});
