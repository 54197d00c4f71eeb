import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { familyOf, ownOf } from '../../../src/research/validate/family.ts';
import { figuresOf } from '../../../src/research/validate/figures.ts';
import { decide, judged, type Said } from '../../../src/research/validate/pairs.ts';
import { styleOf } from '../../../src/research/validate/style-features.ts';
import { agreeing, calls, pair } from './made-up.ts';

const modes = { ties: 'with', abstentions: 'leave-out' } as const;
const said = fc.constantFrom<Said>('first', 'second', 'tie', 'invalid');

describe('what a judge decides', () => {
  it.each([
    ['first', 'second', 'first'],
    ['second', 'first', 'second'],
    ['first', 'first', 'tie'],
    ['tie', 'first', 'tie'],
    ['tie', 'tie', 'tie'],
    ['invalid', 'first', 'second'],
    ['invalid', 'invalid', null],
  ] as const)('of %s and then, shown the other way round, %s is %s', (given, swapped, decided) => {
    const [one] = judged([pair('s', 1, null)], calls('s', 1, [given, swapped]));
    expect(decide(one?.runs[0])).toBe(decided);
  });

  it('is nothing where it was not asked', () => {
    expect(decide(judged([pair('s', 1, 'first')], [])[0]?.runs[0])).toBeNull();
  });

  it('turns round when the texts of a row are exchanged', () => {
    fc.assert(
      fc.property(said, said, (given, swapped) => {
        const decided = (verdicts: readonly [Said, Said]) =>
          decide(judged([pair('s', 1, null)], calls('s', 1, verdicts))[0]?.runs[0]);
        const turned = { first: 'second', second: 'first', tie: 'tie' } as const;
        const [one, other] = [decided([given, swapped]), decided([swapped, given])];
        expect(other).toBe(one === null ? null : turned[one]);
      }),
    );
  });
});

describe('the figures of a set', () => {
  it('see a judge that always takes what stands first, again and again', () => {
    const pairs = Array.from({ length: 30 }, (_, i) => pair('s', i, 'first'));
    const all = pairs.flatMap((_, i) => calls('s', i, ['first', 'first'], ['first', 'first'], ['first', 'first']));
    const found = figuresOf('s', judged(pairs, all), modes);
    expect(found).toMatchObject({
      firstSlot: { value: 1, n: 60 },
      positionBias: { value: 0.5 },
      flips: { value: 1, n: 30 },
      consistency: { value: 0 },
      retest: { value: 1, n: 180 },
      ties: { judge: 30, judgeByFlip: 30 },
      raw: { value: 0 },
    });
    expect(found.positionBias.low).toBeGreaterThan(0.3);
  });

  it('have kappa, and the gap to raw agreement', () => {
    const { pairs, calls: all } = agreeing('s', 100, 10);
    const { raw, kappa, gap, ac1, confusion } = figuresOf('s', judged(pairs, all), modes);
    expect(raw.value).toBeCloseTo(0.9, 12);
    expect(kappa.value! + gap.value!).toBeCloseTo(raw.value!, 12);
    expect(kappa.low).toBeLessThan(kappa.value!);
    expect(ac1.value).toBeCloseTo(0.8, 2);
    expect(confusion.reduce((sum, { n }) => sum + n, 0)).toBe(100);
  });

  it('give a kappa of 1 the range of the raw agreement', () => {
    const { pairs, calls: all } = agreeing('s', 40, 1000);
    const { kappa, raw } = figuresOf('s', judged(pairs, all), modes);
    expect(kappa).toMatchObject({ value: 1, high: 1, low: expect.closeTo((raw.low! - 0.5) / 0.5, 9) });
  });

  it('give the kappa of a judge that always says the same a range around 0', () => {
    const { pairs, calls: all } = agreeing('s', 100, 2);
    const { kappa } = figuresOf('s', judged(pairs, all), modes);
    expect(kappa.value).toBe(0);
    expect([kappa.low! < 0, kappa.high! > 0, kappa.high! < 0.3]).toEqual([true, true, true]);
  });

  it('leave out what could not be read, or count it as a class, and say how much it was', () => {
    const { pairs, calls: all } = agreeing('s', 20, 1000, 1);
    const unread = all.map((call) => (call.id === '3' ? { ...call, verdict: 'invalid' as const } : call));
    const left = figuresOf('s', judged(pairs, unread), modes);
    expect(left).toMatchObject({ compared: 19, raw: { value: 1 }, coverage: { value: 0.95 }, parsed: { value: 0.95 } });
    const counted = figuresOf('s', judged(pairs, unread), { ...modes, abstentions: 'class' });
    expect(counted).toMatchObject({ compared: 20, raw: { value: 0.95 } });
  });

  it('leave out ties of people and of the judge where that is wanted', () => {
    const pairs = [pair('s', 1, 'tie'), pair('s', 2, 'first'), pair('s', 3, 'first')];
    const all = [
      ...calls('s', 1, ['first', 'second']),
      ...calls('s', 2, ['first', 'first']),
      ...calls('s', 3, ['first', 'second']),
    ];
    const found = figuresOf('s', judged(pairs, all), { ...modes, ties: 'without' });
    expect(found).toMatchObject({ compared: 1, ties: { people: 1, judge: 1, judgeByFlip: 1 } });
  });

  it('take no tie of a single order for a flip', () => {
    const pairs = [pair('s', 1, 'tie'), pair('s', 2, 'first')];
    const all = pairs.flatMap((_, i) => calls('s', i + 1, ['tie', 'first'])).filter(({ order }) => order === 'given');
    expect(figuresOf('s', judged(pairs, all), modes)).toMatchObject({
      ties: { judge: 2, judgeByFlip: 0 },
      flips: { value: null },
      inBothOrders: { value: 0 },
    });
  });

  it('are wider where pairs belong to few questions', () => {
    const { pairs, calls: all } = agreeing('s', 60, 3);
    const few = pairs.map((one, i) => ({ ...one, cluster: `${i % 3 === 2 ? i % 6 : 6 + (i % 9)}` }));
    const width = (of: typeof pairs) => {
      const { raw } = figuresOf('s', judged(of, all), modes);
      return raw.high! - raw.low!;
    };
    expect(width(few)).toBeGreaterThan(width(pairs));
  });
});

describe('the style of a pair', () => {
  it('counts characters, headings, lists, bold and code blocks, but none of them in code', () => {
    const rich = '# Title\n\n- one\n2. two\n\n**bold** and __bold__\n\n```js\n# no\n- no\n**no**\n```';
    const [, headings, lists, bold, code] = styleOf(rich, 'plain');
    expect([headings, lists, bold, code]).toEqual([1 / 2, 2 / 3, 2 / 3, 1 / 2]);
  });

  it('turns its sign when the texts are exchanged, and lies between −1 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        for (const [i, value] of styleOf(a, b).entries()) {
          expect(value).toBeCloseTo(-styleOf(b, a)[i]!, 12);
          expect(Math.abs(value)).toBeLessThan(1);
        }
      }),
    );
  });
});

describe('the family of a model', () => {
  it.each([
    ['gpt-4-0314', 'gpt'],
    ['o1-mini', 'gpt'],
    ['ChatGPT-0301', 'gpt'],
    ['claude-v1', 'claude'],
    ['Qwen/Qwen2.5-7B-Instruct', 'qwen'],
    ['Reward-Reasoning/RRM-7B', 'rrm'],
    ['7B', null],
  ])('of %s is %s', (name, family) => {
    expect(familyOf(name)).toBe(family);
  });

  it('counts for the side that alone is of it', () => {
    expect(ownOf('gpt', ['gpt-4', 'claude-v1'])).toBe(1);
    expect(ownOf('gpt', ['claude-v1', 'gpt35'])).toBe(-1);
    expect(ownOf('gpt', ['gpt-4', 'gpt-3.5-turbo'])).toBe(0);
  });
});
