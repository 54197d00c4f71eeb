import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance } from '../../../bench/agreement/chance.ts';
import { drawQuestion, WIN_RATE } from '../../../bench/agreement/questions.ts';
import { observationOf, type QuestionVotes, questionShare, winRateOf } from '../../../src/agreement/per-question.ts';
import { pickWinRate, pickWinRateByVote } from '../../../src/agreement/pick-win-rate.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import { drawLineup } from '../../../src/ballots/opponent.ts';

const none = { resamples: 0, seed: '1' };
const question = (change: Partial<QuestionVotes> = {}): QuestionVotes => ({
  ...{ pick: 1, opponent: 0, tie: 0, others: 1, probability: 1 },
  ...change,
});

/** Each opponent that a question with so many others can meet, and how likely it is. */
const opponents = (others: number) =>
  Array.from({ length: others }, (_, i) => ({ i, probability: 0.5 / others + (i === 0 ? 0.5 : 0) }));

describe('the share of one question', () => {
  it('counts a tie half, and is unknown where nobody preferred anything', () => {
    expect(questionShare(question({ pick: 2, opponent: 1, tie: 1 }))).toEqual({ share: 0.625, weight: 1 });
    expect(questionShare(question({ pick: 0 }))).toBeNull();
    expect(observationOf(question({ pick: 0 }))).toBeNull();
  });

  it('weighs 1 on average over the draw of the opponent, however many there are', () => {
    for (let others = 1; others <= 15; others++) {
      const mean = opponents(others).reduce(
        (sum, { probability }) => sum + probability * questionShare(question({ others, probability }))!.weight,
        0,
      );
      expect(mean).toBeCloseTo(1, 12);
    }
  });

  it('is right on average over the draw, whatever people prefer: by observations in 0 to 1', () => {
    const votes = fc.record({ pick: fc.nat(9), opponent: fc.nat(9), tie: fc.nat(9) });
    const known = votes.filter(({ pick, opponent, tie }) => pick + opponent + tie > 0);
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 15 }), (all) => {
        const others = all.length;
        let [mean, even] = [0, 0];
        for (const { i, probability } of opponents(others)) {
          const one = { ...all[i]!, others, probability };
          const seen = observationOf(one)!;
          expect(seen).toBeGreaterThanOrEqual(0);
          expect(seen).toBeLessThanOrEqual(1);
          mean += probability * seen;
          even += questionShare(one)!.share / others;
        }
        expect(winRateOf(mean)).toBeCloseTo(even, 10);
      }),
    );
  });

  it('knows the lots as they are drawn', () => {
    for (let n = 2; n <= 16; n++)
      for (let seed = 0; seed < 20; seed++) {
        const lineup = drawLineup(
          'duel',
          `${seed}`,
          0,
          Array.from({ length: n }, (_, slot) => slot),
        )!;
        const { weight } = questionShare(question({ others: n - 1, probability: lineup.probability }))!;
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(2);
      }
  });
});

describe('the win rate over questions', () => {
  it('reads the truth where numbers of candidates differ and close duels draw more votes, and holds it', () => {
    const lot = chance('win rate');
    const [runs, size] = [400, 60];
    const found = Array.from({ length: runs }, () => {
      const questions = Array.from({ length: size }, (_, i) => ({ cluster: `${i}`, ...drawQuestion(lot) }));
      return {
        ...estimate(pickWinRate, questions, { resamples: 1, seed: '1' }),
        observed: winRateOf(questions.reduce((sum, one) => sum + observationOf(one)!, 0) / size),
      };
    });
    const mean = (of: (one: (typeof found)[number]) => number) => found.reduce((sum, one) => sum + of(one), 0) / runs;
    // Four standard errors of the mean of so many runs.
    const near = 4 * Math.sqrt(0.25 / (runs * size));
    expect(Math.abs(mean(({ value }) => value!) - WIN_RATE)).toBeLessThan(near);
    expect(Math.abs(mean(({ observed }) => observed) - WIN_RATE)).toBeLessThan(near);
    const held = mean(({ low, high }) => (low! <= WIN_RATE && WIN_RATE <= high! ? 1 : 0));
    expect(held).toBeGreaterThan(0.92);
  });

  it('is not that by vote, which is what close duels draw more of', () => {
    const lot = chance('by vote');
    const questions = Array.from({ length: 20_000 }, (_, i) => ({ cluster: `${i}`, ...drawQuestion(lot) }));
    const votes = questions.flatMap((one) =>
      (['pick', 'opponent'] as const).flatMap((vote) => Array.from({ length: one[vote] }, () => ({ ...one, vote }))),
    );
    const byVote = estimate(pickWinRateByVote, votes, none).value!;
    expect(Math.abs(estimate(pickWinRate, questions, none).value! - WIN_RATE)).toBeLessThan(0.006);
    expect(byVote).toBeLessThan(WIN_RATE - 0.03);
  });
});
