import type { AskSnapshot } from '../../asks/snapshot.ts';
import { answerTexts } from './answer-texts.ts';
import { accents, container, type MessageView, plural, quoteLine, separator, text } from './blocks.ts';
import { confidenceWord, difficultyWords, unjudgedSentences } from './words.ts';

/** One answer that nobody votes on: a private ask, or a pick that no verdict supports. */
export function answerView({ ask, candidates, comparisons }: AskSnapshot): MessageView {
  const pick = candidates.find(({ slot }) => slot === ask.pick);
  const { blocks, files } = answerTexts([{ heading: '', text: pick?.text ?? '', fileName: 'answer.md' }]);
  const written = candidates.filter(({ state }) => state === 'done').length;
  const note = ask.judged
    ? `The judge picked this out of ${plural(written, 'reply', 'replies')} after ${difficultyWords(comparisons.length, candidates.length, ask.settings.tournament)} (${confidenceWord(ask.pBest?.[ask.pick ?? 0] ?? 0)}).`
    : `This answer is **unjudged**. ${unjudgedSentences[unjudgedReason(ask.cutShort, written)]}`;
  return {
    components: [
      container(ask.judged ? accents.done : accents.voting, [
        text(`> ${quoteLine(ask.prompt, 280)}`),
        separator(),
        ...blocks.flat(),
        separator(),
        text(
          `-# ${note}${pick?.stopReason === 'length' ? ' The model stopped at its length limit, so the end may be missing.' : ''}`,
        ),
      ]),
    ],
    files,
  };
}

function unjudgedReason(cutShort: AskSnapshot['ask']['cutShort'], written: number): keyof typeof unjudgedSentences {
  if (written === 1) return 'alone';
  return cutShort ?? 'undecided';
}
