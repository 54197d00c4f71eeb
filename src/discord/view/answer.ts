import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { accents, container, type MessageView, separator, text } from './blocks.ts';
import { question } from './question.ts';
import { difficultyWords, suretyWord } from './words.ts';

/** One answer without a ballot: a private ask, or a pick that no verdict supports. */
export function answerView(words: Words, { ask, candidates, comparisons }: AskSnapshot): MessageView {
  const pick = candidates.find(({ slot }) => slot === ask.pick);
  const { blocks, files } = answerTexts(words, [{ heading: '', text: pick?.text ?? '', fileName: 'answer.md' }]);
  const written = candidates.filter(({ state }) => state === 'done').length;
  const note = ask.judged
    ? words.voting.pickedOutOf(written, difficultyWords(words, comparisons.length, ask), suretyWord(words, ask))
    : words.voting.unjudged(words.voting.unjudgedBecause[unjudgedReason(ask.cutShort, candidates)]);
  return {
    components: [
      container(ask.judged ? accents.done : accents.voting, [
        question(words, ask),
        separator(),
        ...blocks.flat(),
        separator(),
        text(`-# ${note}${pick?.stopReason === 'length' ? ` ${words.voting.endMissing}` : ''}`),
      ]),
    ],
    files,
  };
}

function unjudgedReason(
  cutShort: AskSnapshot['ask']['cutShort'],
  candidates: AskSnapshot['candidates'],
): keyof Words['voting']['unjudgedBecause'] {
  const written = candidates.filter(({ state }) => state === 'done');
  if (written.length === 1) return 'alone';
  if (written.filter(({ duplicateOf }) => duplicateOf === null).length === 1) return 'same';
  return cutShort ?? 'undecided';
}
