import { notReadOf } from '../../asks/not-read.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { judgeThisId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { answerTexts } from './answer-texts.ts';
import { button, buttons, inBackticks, type MessageView, text } from './blocks.ts';
import { modelLabel } from './candidate-name.ts';
import { alsoRead } from './question.ts';

/** A chat reply. It was compared with nothing, and its button has several candidates written and judged. */
export function chatView(words: Words, { ask, candidates }: AskSnapshot): MessageView {
  const reply = candidates.find(({ slot }) => slot === ask.pick);
  const notRead = notReadOf(ask.prompt);
  const { blocks, files } = answerTexts(words, [{ heading: '', text: reply?.text ?? '', fileName: 'answer.md' }]);
  return {
    components: [
      ...blocks.flat(),
      text(
        `-# ${words.asking.chatNote(reply ? modelLabel(reply.model) : null)}${alsoRead(words, { ...ask, parentId: null })}${notRead === null ? '' : `\n-# ${words.asking.notRead(inBackticks(notRead, 400))}`}`,
      ),
      buttons(button(words.asking.judgeThis, judgeThisId.write({ askId: ask.id }))),
    ] as MessageView['components'],
    files,
  };
}
