import type { AskSnapshot } from '../../asks/snapshot.ts';
import { tryAgainId } from '../custom-id.ts';
import { accents, button, buttons, container, file, type MessageView, quoteLine, text } from './blocks.ts';
import { failureSentences } from './words.ts';

/** What would end the same way again, or is seen by nobody. */
const hopeless: ReadonlySet<string | null> = new Set(['content', 'unseen']);

/** No answer: why, what to do, and the question in full so that nobody has to type it again. */
export function failedView({ ask, retried }: AskSnapshot): MessageView {
  const long = ask.prompt.length > 280;
  const sentence = failureSentences[ask.failure ?? 'internal'] ?? failureSentences.internal;
  return {
    components: [
      container(accents.failed, [
        text(`> ${quoteLine(ask.prompt, 280)}`),
        text(`**No answer this time.** ${sentence}${long ? ' Your whole question is in the file below.' : ''}`),
        ...(long ? [file('your-question.txt')] : []),
        ...(retried || hopeless.has(ask.failure)
          ? []
          : [buttons(button('Try again', tryAgainId.write({ askId: ask.id })))]),
      ]),
    ],
    files: long ? [{ name: 'your-question.txt', text: ask.prompt }] : [],
  };
}
