import { describe, expect, it } from 'vitest';
import { confidenceWord, difficultyWords } from '../../../src/discord/view/words.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { askRow } from '../../support/snapshots.ts';

describe('how sure the judge is', () => {
  it('is no more than a coin’s toss where both of two are equally likely', () => {
    expect(confidenceWord(en, 0.5)).toBe('a close call');
    expect(confidenceWord(en, 0.53)).toBe('a close call');
    expect(confidenceWord(en, 0.6)).toBe('likely');
    expect(confidenceWord(en, 0.7)).toBe('sure');
  });
});

describe('how hard it was', () => {
  const said = (comparisons: number, n: number, tournament = 'adaptive@2', effort: 'quick' | 'standard' = 'standard') =>
    difficultyWords(en, comparisons, askRow({ n, effort, settings: { ...askRow().settings, tournament } }));

  it('is told against what a question with so many replies is expected to take', () => {
    expect([9, 12, 17, 18].map((comparisons) => said(comparisons, 6))).toEqual([
      '9 comparisons, an easy case',
      '12 comparisons',
      '17 comparisons, a hard case',
      '18 comparisons, a hard case',
    ]);
    expect([6, 7].map((comparisons) => said(comparisons, 4))).toEqual(['6 comparisons, an easy case', '7 comparisons']);
  });

  it('is not told where the rule asks the same number whatever it hears, or is not known here', () => {
    for (const tournament of ['knockout', 'elo', 'swiss']) expect(said(3, 4, tournament)).toBe('3 comparisons');
  });

  it('is told of an ask that ran under the first rule by that rule', () => {
    expect(said(4, 4, 'adaptive')).toBe('4 comparisons, an easy case');
    expect(said(16, 4, 'adaptive')).toBe('16 comparisons, a hard case');
  });
});
