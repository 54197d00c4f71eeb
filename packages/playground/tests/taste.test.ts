import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/fuzz.ts';
import { recognise } from '../src/practice/judge.ts';
import { pack } from '../src/practice/pack/index.ts';
import { wantsIn } from '../src/practice/qualities.ts';
import { openCommunity, type Taste } from '../src/taste.ts';

const PEOPLE = 60;
const community = (taste: Taste, seed: string, strength = 1) => {
  const personAt = openCommunity({ taste, strength, viewOf: recognise, seed });
  return Array.from({ length: PEOPLE }, (_, place) => personAt(place));
};
/** Pairs of good replies to one question, the clearly shorter one first. */
const pairs = pack.flatMap(({ replies }) => {
  const good = replies.filter(({ quality }) => quality >= 7).map(({ text }) => text);
  return good.flatMap((one) => good.filter((two) => one.length * 1.5 < two.length).map((two) => [one, two] as const));
});
const forShorter = (taste: Taste, seed: string, strength = 1) => {
  const votes = community(taste, seed, strength).flatMap(({ view, isKeen }) =>
    isKeen ? [] : pairs.map(([short, long]) => 1 / (1 + Math.exp(-0.5 * (view(short).quality - view(long).quality)))),
  );
  return votes.reduce((sum, one) => sum + one, 0) / votes.length;
};

describe('a community with a taste', () => {
  it('votes for the short answer, for the complete one, or for the better one', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(forShorter('none', seed)).toBeLessThan(0.35);
        expect(forShorter('complete', seed)).toBeLessThan(forShorter('none', seed));
        expect(forShorter('short', seed)).toBeGreaterThan(0.6);
        expect(forShorter('short', seed, 0.5)).toBeLessThan(forShorter('short', seed));
      }),
      { numRuns: runs(20) },
    );
  });

  it('is of persons who differ in how strong it is, and are the same each time', () => {
    const [short = ''] = pairs[0]!;
    const views = community('short', 'one').map(({ view }) => view(short).quality);
    expect(new Set(views).size).toBeGreaterThan(PEOPLE / 2);
    expect(community('short', 'one').map(({ view }) => view(short).quality)).toEqual(views);
  });

  it('says why in words of its taste', () => {
    const [short = ''] = pairs[0]!;
    const said = community('short', 'one').filter(({ isHostile, isKeen }) => !isHostile && !isKeen);
    for (const { why } of said) expect(wantsIn(why(short))).toEqual({ brevity: 1 });
    for (const { why } of community('none', 'one')) expect(why(short)).toBe(`It ${recognise(short).merits}.`);
  });

  it('has a few hostile members and one keen one, and without a taste none', () => {
    const people = community('short', 'one');
    const hostile = people.filter(({ isHostile }) => isHostile);
    expect(hostile.length).toBeGreaterThan(0);
    expect(hostile.length).toBeLessThan(PEOPLE / 4);
    for (const { why } of hostile) expect(why('Some text.')).toMatch(/first|whatever|xyzzy|says "Some text\."/);
    expect(people.filter(({ isKeen }) => isKeen)).toHaveLength(1);
    expect(community('none', 'one').some(({ isHostile, isKeen }) => isHostile || isKeen)).toBe(false);
  });
});
