import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastGap } from '../../../src/agreement/stated-gap.ts';
import { stanceOf, votesIn } from '../../../src/ballots/stance.ts';
import { FEWEST_FOR_MAJORITY } from '../../../src/terms.ts';

const at = (pick: number, opponent: number, tie = 0, bothBad = 0) => ({ pick, opponent, tie, bothBad });
const votes = fc.record({ pick: fc.nat(60), opponent: fc.nat(60), tie: fc.nat(60), bothBad: fc.nat(60) });

describe('where people stand', () => {
  it('is with what more of them chose than anything else', () => {
    expect(stanceOf(at(1, 2))).toBe('differ');
    expect(stanceOf(at(2, 1))).toBe('agree');
    expect(stanceOf(at(2, 2))).toBe('split');
    expect(stanceOf(at(1, 1, 2))).toBe('split');
    expect(stanceOf(at(1, 1, 0, 2))).toBe('both-bad');
    // A tie and “both bad” are choices too: whoever made them did not prefer the opponent.
    expect(stanceOf(at(0, 2, 2))).toBe('split');
    expect(stanceOf(at(0, 2, 1, 2))).toBe('split');
    expect(stanceOf(at(1, 3, 2, 2))).toBe('differ');
  });

  it('is not told of too few votes', () => {
    expect(stanceOf(at(0, FEWEST_FOR_MAJORITY - 1))).toBeNull();
    fc.assert(
      fc.property(votes, (one) => void expect(stanceOf(one) === null).toBe(votesIn(one) < FEWEST_FOR_MAJORITY)),
    );
  });

  it('turns round with the two answers', () => {
    const turned = { differ: 'agree', agree: 'differ', split: 'split', 'both-bad': 'both-bad' } as const;
    fc.assert(
      fc.property(votes, (one) => {
        const stance = stanceOf(one);
        expect(stanceOf({ ...one, pick: one.opponent, opponent: one.pick })).toBe(stance && turned[stance]);
      }),
    );
  });
});

describe('how far judge and people are apart at the least', () => {
  it('is the stated probability less the upper end of Wilson’s interval', () => {
    // By statsmodels 0.15.0: proportion_confint(1, 8, method='wilson') and (0, 3), the upper ends.
    expect(leastGap(0.9, at(1, 7))).toBeCloseTo(0.9 - 0.4709, 4);
    expect(leastGap(0.9, at(0, 3))).toBeCloseTo(0.9 - 0.5615, 4);
    expect(leastGap(0.9, at(0, 0, 0, 5))).toBeCloseTo(-0.1);
  });

  it('grows with the votes of one share, with the probability, and with each vote for the opponent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), votes, (stated, one) => {
        const gap = leastGap(stated, one);
        expect(gap).toBeGreaterThanOrEqual(-1);
        expect(gap).toBeLessThanOrEqual(1);
        const twice = { pick: 2 * one.pick, opponent: 2 * one.opponent, tie: 2 * one.tie };
        expect(leastGap(stated, twice)).toBeGreaterThanOrEqual(gap - 1e-12);
        expect(leastGap(stated, { ...one, opponent: one.opponent + 1 })).toBeGreaterThanOrEqual(gap - 1e-12);
      }),
    );
  });
});
