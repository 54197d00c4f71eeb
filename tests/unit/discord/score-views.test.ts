import { describe, expect, it } from 'vitest';
import { answerView } from '../../../src/discord/view/answer.ts';
import type { MessageView } from '../../../src/discord/view/blocks.ts';
import { reasoningView } from '../../../src/discord/view/reasoning.ts';
import { tournamentDrawing } from '../../../src/discord/view/tournament-picture.ts';
import { judgeSentence } from '../../../src/discord/view/words.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { askRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

const textOf = ({ components }: MessageView): string => JSON.stringify(components).replaceAll('\\n', '\n');

const scored = (number: number, first: number, second: number, firstScore: number, secondScore: number) =>
  comparisonRow(number, first, second, {
    ...{ format: 'reward', reasoning: '', answer: '', params: { firstScore, secondScore }, outputTokens: 0 },
    verdict: firstScore > secondScore ? 'first' : 'second',
  });
const base = askRow();
const snapshot = {
  ask: askRow({
    ...{ state: 'closed', pick: 1, judged: true, pBest: [0.1, 0.9, 0, 0], standings: [1, 0, 2], n: 4 },
    settings: { ...base.settings, tournament: 'scores' },
  }),
  candidates: [0, 1, 2].map((slot) => candidateRow(slot, `Reply ${slot}.`)).concat(candidateRow(3, null)),
  comparisons: [scored(1, 0, 1, -1.25, 3.5), scored(2, 1, 2, 3.5, -6)],
  ballot: null,
  tally: [],
};

describe('what is shown of a judge that gives scores', () => {
  it('is each reply’s score with a bar, and that there are no reasons', () => {
    const shown = textOf(reasoningView(en, snapshot, 0));
    expect(shown).toMatch(/Candidate 2 .*`█{10}` score 3\.50/);
    expect(shown).toMatch(/Candidate 3 .*`░{10}` score -6\.00/);
    expect(shown).toMatch(/gives each reply a score by itself, and no reasons/);
    expect(shown).not.toMatch(/likely to be the best|%/);
    expect(textOf(reasoningView(de, snapshot, 0))).toMatch(/Punktzahl -1,25[\s\S]+nennt keine Gründe/);
  });

  it('is no picture of chances', () => {
    expect(tournamentDrawing(en, snapshot)).toBeNull();
  });

  it('is a match without an order', () => {
    expect(textOf(reasoningView(en, snapshot, 1))).toContain('Each reply is scored by itself, so there is no order.');
  });

  it('is called neither sure nor unsure', () => {
    const said = [judgeSentence(en, snapshot, 'A'), textOf(answerView(en, snapshot))];
    expect(said[0]).toBe('**The judge picked A** after 2 comparisons, by its score.');
    for (const text of said) expect(text).not.toMatch(/\bsure\b|likely|close call|%/);
  });
});
