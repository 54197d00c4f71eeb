import type { AskSnapshot } from '../../asks/snapshot.ts';
import { judgeThisId } from '../custom-id.ts';
import { answerTexts } from './answer-texts.ts';
import { button, buttons, type MessageView, text } from './blocks.ts';

/** One reply in a conversation: nobody compared it with anything, and a button has it done. */
export function chatView({ ask, candidates }: AskSnapshot): MessageView {
  const reply = candidates.find(({ slot }) => slot === ask.pick);
  const { blocks, files } = answerTexts([{ heading: '', text: reply?.text ?? '', fileName: 'answer.md' }]);
  return {
    components: [
      ...blocks.flat(),
      text('-# One reply, unjudged. Reply to this message to go on.'),
      buttons(button('Judge this', judgeThisId.write({ askId: ask.id }))),
    ] as MessageView['components'],
    files,
  };
}
