import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strengthCells, strengthCoverage } from '../../../bench/agreement/strength-cells.ts';
import { adjustedPreference } from '../../../src/agreement/adjusted-preference.ts';
import { clusteredShare, sumClusters } from '../../../src/agreement/clustered-share.ts';
import { connection } from '../../../src/agreement/connection.ts';
import { davidson } from '../../../src/agreement/davidson.ts';
import { played as asRows, type Outcome } from '../../../src/agreement/rankings.ts';
import { strengths } from '../../../src/agreement/strengths.ts';
import { tiesBind } from '../../../src/agreement/ties-bind.ts';
import { runs } from '../../support/fuzz.ts';

/** `a>b*3 b=c`: a beat b three times, b and c tied. */
const played = (text: string): Outcome[] =>
  text
    .split(' ')
    .filter(Boolean)
    .flatMap((part) => {
      const [, left, sign, right, times = '1'] = /^(\w+)([>=])(\w+)(?:\*(\d+))?$/.exec(part)!;
      return Array.from({ length: Number(times) }, () => ({
        left: left!,
        right: right!,
        winner: sign === '=' ? ('tie' as const) : ('left' as const),
      }));
    });
const boundsOf = (found: readonly { item: string; low: number | null; high: number | null }[], item: string) => {
  const { low, high } = found.find((one) => one.item === item)!;
  return [low, high];
};
const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

describe('where an item won everything', () => {
  it.each([5, 20])('%i of as many wins have Wilson’s lower bound, and no upper one', (n) => {
    const [low, high] = boundsOf(strengths(played(`a>b*${n}`)), 'a');
    const wilson = clusteredShare(sumClusters(Array.from({ length: n }, () => [1, 1] as const)));
    // a lies half of the distance above the mean of both.
    expect(share(2 * low!)).toBeCloseTo(wilson.low!, 4);
    expect(high).toBe(Number.POSITIVE_INFINITY);
  });

  it('three of three have the likelihood’s, which is wider still', () => {
    const [low] = boundsOf(strengths(played('a>b*3')), 'a');
    const t = 4.302652729911275;
    expect(share(2 * low!)).toBeCloseTo(Math.exp(-(t ** 2) / 6), 6);
  });

  it('votes on one question count as one where all say the same', () => {
    const rows = (asks: number, votes: number) =>
      Array.from({ length: asks * votes }, (_, i) => ({ ...played('a>b')[0]!, cluster: `${i % asks}` }));
    const [alone] = boundsOf(strengths(rows(8, 1)), 'a');
    const [together] = boundsOf(strengths(rows(8, 6)), 'a');
    expect(together).toBeCloseTo(alone!, 4);
  });

  it('the others keep theirs, and one loss gives both bounds', () => {
    const others = 'b>c*6 c>b*5 c>d*6 d>b*5 d>c*2';
    const [with_, without] = [strengths(played(`a>b*4 a>c*4 ${others}`)), strengths(played(others))];
    for (const item of ['b', 'c', 'd'])
      for (const [i, bound] of boundsOf(with_, item).entries())
        expect(bound).toBeCloseTo(boundsOf(without, item)[i]!, 4);
    expect(boundsOf(with_, 'a')[1]).toBe(Number.POSITIVE_INFINITY);
    expect(boundsOf(strengths(played(`a>b*4 a>c*4 d>a ${others}`)), 'a')[1]).toBeLessThan(20);
  });

  it('whatever order the rows have', () => {
    const row = fc.record({
      left: fc.constantFrom('a', 'b', 'c', 'd'),
      right: fc.constantFrom('a', 'b', 'c', 'd'),
      winner: fc.constantFrom('left' as const, 'right' as const, 'tie' as const),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 8 }), (rows) => {
        const turned = rows.map(({ left, right, winner }) => ({
          left: right,
          right: left,
          winner: winner === 'left' ? ('right' as const) : winner === 'right' ? ('left' as const) : winner,
        }));
        for (const compute of [strengths, (own: Outcome[]) => davidson(own).strengths]) {
          const there = compute(rows);
          for (const { item, low, high, strength } of compute(turned)) {
            const same = there.find((one) => one.item === item)!;
            expect(same.low === low || Math.abs(same.low! - low!) < 1e-3).toBe(true);
            expect(same.high === high || Math.abs(same.high! - high!) < 1e-3).toBe(true);
            if (low !== null && high !== null) expect(low <= strength && strength <= high).toBe(true);
          }
        }
      }),
      { numRuns: runs(30) },
    );
  });
});

describe('groups', () => {
  it('that never met have no common scale', () => {
    const found = strengths(played('a>b*3 b>a*2 a>c c>b x>y*2 y>x'));
    expect(found.map(({ item, group }) => `${item}${group}`).sort()).toEqual(['a0', 'b0', 'c0', 'x1', 'y1']);
    for (const group of [0, 1])
      expect(found.filter((one) => one.group === group).reduce((sum, { strength }) => sum + strength, 0)).toBeCloseTo(
        0,
        6,
      );
  });

  it.each([
    ['a>b', [{ core: '', above: 'a', below: 'b', aside: '' }]],
    ['a>b b>c', [{ core: '', above: 'a', below: 'c', aside: 'b' }]],
    ['t>a a>b b>a b>l', [{ core: 'ab', above: 't', below: 'l', aside: '' }]],
    ['a>b b>a a>l u>l', [{ core: 'ab', above: '', below: 'l', aside: 'u' }]],
    [
      'a>b b>a x=y',
      [
        { core: 'ab', above: '', below: '', aside: '' },
        { core: 'xy', above: '', below: '', aside: '' },
      ],
    ],
    ['', []],
  ])('are named: %s', (text, expected) => {
    const joined = (items: readonly string[]) => items.toSorted().join('');
    expect(
      connection(asRows(played(text))).map(({ core, above, below, aside }) => ({
        core: joined(core),
        above: joined(above),
        below: joined(below),
        aside: joined(aside),
      })),
    ).toEqual(expected);
  });
});

describe('ties as an outcome of their own', () => {
  it.each([
    ['a=b*20', false],
    ['a>b*10 a=b*10', false],
    ['a>b b>c a=c', true],
    ['a>b b=c c>d a=d', false],
    ['a>b b>a', true],
    ['a>b*5', false],
    ['', false],
  ])('keep items together only where a round has more wins: %s', (text, binds) => {
    expect(tiesBind(asRows(played(text)))).toBe(binds);
  });

  it('alone say nothing about strengths', () => {
    const { strengths: found, ties } = davidson(played('a=b*20'));
    expect(boundsOf(found, 'a')).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(ties).toBeNull();
  });

  it('are none where nobody tied, and Bradley–Terry’s intervals hold', () => {
    const rows = played('a>b*9 b>a*3 b>c*7 c>b*2 a>c*5 c>a');
    const { strengths: found, ties } = davidson(rows);
    expect(ties).toBe(0);
    for (const { item, low, high, strength } of strengths(rows)) {
      expect(found.find((one) => one.item === item)!.strength).toBeCloseTo(strength, 3);
      expect(boundsOf(found, item)[0]).toBeCloseTo(low!, 3);
      expect(boundsOf(found, item)[1]).toBeCloseTo(high!, 3);
    }
  });
});

describe('side and length', () => {
  const choices = (n: number, longer: number) =>
    Array.from({ length: n }, (_, i) => ({
      cluster: `${i}`,
      chose: 'a' as const,
      lengthA: 2,
      lengthB: longer === 0 ? 2 : i % 3,
    }));

  it('have one bound where all choose the same side', () => {
    const { side } = adjustedPreference(choices(20, 0));
    expect(side.value).toBe(1);
    expect(side.high).toBe(1);
    expect(side.low).toBeCloseTo(
      clusteredShare(sumClusters(Array.from({ length: 20 }, () => [1, 1] as const))).low!,
      4,
    );
  });

  it('are unknown where the choices do not tell them apart', () => {
    const { longer } = adjustedPreference(
      Array.from({ length: 12 }, (_, i) => ({ cluster: `${i}`, chose: 'a' as const, lengthA: 2, lengthB: 1 })),
    );
    expect([longer.low, longer.high]).toEqual([0, 1]);
  });
});

describe('the intervals of strengths hold', () => {
  it.each([
    'two items, p .9, 10 rows',
    'two items, p .9, 10 asks of 5, taste 2',
    'five items, 12 rows',
    'five items, ν 1, 15 asks of 4',
  ])('%s', (cell) => {
    expect(strengthCoverage(strengthCells[cell]!, 60).coverage).toBeGreaterThan(0.9);
  });
});
