import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Failure } from '../../terms.ts';
import { tryAgainId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, file, type MessageView, text } from './blocks.ts';
import { question } from './question.ts';

/** Failures without **Try again**: they would happen again, or nobody would see the button. */
const hopeless: ReadonlySet<Failure | null> = new Set(['content', 'unseen']);

/** Failures after which Discord shows neither the question nor the answer. */
const unshown: ReadonlySet<Failure | null> = new Set(['automod', 'no-permission', 'not-accepted']);

/**
 * Why an answer cannot be shown, in fixed words. Nothing that people or models wrote is in it, so that a
 * filter has nothing to refuse.
 */
export const unshownView = ({ asking }: Words, failure: Failure): MessageView => ({
  components: [container(accents.failed, [text(asking.notShown(asking.failures[failure]))])],
  files: [],
});

/** An ask without an answer: why, what to do, and the whole question, so that nobody has to type it again. */
export function failedView(words: Words, { ask, retried }: AskSnapshot): MessageView {
  if (ask.failure && unshown.has(ask.failure)) return unshownView(words, ask.failure);
  const { asking } = words;
  const long = ask.prompt.length > 280;
  // A worker of another version may have written a failure that this one does not know.
  const why = asking.failures[ask.failure ?? 'internal'] ?? asking.failures.internal;
  return {
    components: [
      container(accents.failed, [
        question(words, ask),
        text(`${asking.noAnswer(why)}${long ? ` ${asking.questionInFile}` : ''}`),
        ...(long ? [file(asking.typedFile, ask.prompt)] : []),
        ...(retried || hopeless.has(ask.failure)
          ? []
          : [buttons(button(asking.tryAgain, tryAgainId.write({ askId: ask.id })))]),
      ]),
    ],
    files: long ? [{ name: asking.typedFile, text: ask.prompt }] : [],
  };
}
