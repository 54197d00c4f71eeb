import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceWord, difficultyWords, judgeSentence } from '../../../src/discord/view/words.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { askRow } from '../../support/snapshots.ts';

describe('how sure the judge is', () => {
  it('is no more than a coin’s toss where both of two are equally likely', () => {
    expect(confidenceWord(en, 0.5)).toBe('a close call');
    expect(confidenceWord(en, 0.53)).toBe('a close call');
    expect(confidenceWord(en, 0.6)).toBe('likely');
    expect(confidenceWord(en, 0.7)).toBe('fairly sure');
  });
});

describe('how hard it was', () => {
  const said = (
    comparisons: number,
    n: number,
    { tournament = 'adaptive@2', sure = 0.8 }: { tournament?: string; sure?: number } = {},
  ) =>
    difficultyWords(
      en,
      comparisons,
      askRow({ n, effort: 'standard', pick: 0, pBest: [sure], settings: { ...askRow().settings, tournament } }),
    );

  it('is told against what a question with so many replies is expected to take', () => {
    expect([9, 12].map((comparisons) => said(comparisons, 6))).toEqual([
      '9 comparisons, an easy case',
      '12 comparisons',
    ]);
    expect([17, 18].map((comparisons) => said(comparisons, 6, { sure: 0.5 }))).toEqual([
      '17 comparisons, a hard case',
      '18 comparisons, a hard case',
    ]);
    expect([6, 7].map((comparisons) => said(comparisons, 4))).toEqual(['6 comparisons, an easy case', '7 comparisons']);
  });

  it('is never easy where the judge is in doubt, and never hard where it is not', () => {
    expect(said(6, 4, { sure: 0.69 })).toBe('6 comparisons');
    expect(said(18, 6, { sure: 0.7 })).toBe('18 comparisons');
  });

  it('is not told where the rule asks the same number whatever it hears, or is not known here', () => {
    for (const tournament of ['knockout', 'elo', 'swiss']) expect(said(3, 4, { tournament })).toBe('3 comparisons');
  });

  it('is told of an ask that ran under the first rule by that rule', () => {
    expect(said(4, 4, { tournament: 'adaptive' })).toBe('4 comparisons, an easy case');
    expect(said(16, 4, { tournament: 'adaptive', sure: 0.5 })).toBe('16 comparisons, a hard case');
  });
});

describe.each([en, de])('the words beside a probability, in $locale', (words) => {
  const inOrder = [words.voting.closeCall, words.voting.likely, words.voting.sure];
  const probability = fc.double({ min: 0, max: 1, noNaN: true });

  it('rise with the percentage that is shown, and are the same for the same one', () => {
    fc.assert(
      fc.property(probability, probability, (one, other) => {
        const [low, high] = [one, other].sort((a, b) => a - b) as [number, number];
        const rank = (p: number) => inOrder.indexOf(confidenceWord(words, p));
        expect(rank(low)).toBeLessThanOrEqual(rank(high));
        if (words.percent(low) === words.percent(high)) expect(rank(low)).toBe(rank(high));
      }),
    );
  });

  it('call no case easy that is not fairly sure, and no case hard that is', () => {
    const [easy, hard] = [/an easy case|ein leichter Fall/, /a hard case|ein schwerer Fall/];
    fc.assert(
      fc.property(probability, fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 60 }), (sure, n, count) => {
        const ask = askRow({ n, pick: 0, pBest: [sure], settings: { ...askRow().settings, tournament: 'adaptive@2' } });
        const snapshot = { ask, comparisons: Array.from({ length: count }) } as never;
        const said = judgeSentence(words, snapshot, 'A');
        expect(said).toContain(`${confidenceWord(words, sure)} (${words.percent(sure)})`);
        if (easy.test(said)) expect(said).toContain(words.voting.sure);
        if (hard.test(said)) expect(said).not.toContain(words.voting.sure);
      }),
    );
  });
});
