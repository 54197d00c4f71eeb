import { shortened } from '../../graphemes.ts';
import { isBlank, withoutInvisible } from '../../invisible.ts';
import { oneLine } from '../plain-text.ts';
import type { Words } from '../words/words.ts';

/** The most characters that Discord takes as the name of a thread. */
const LONGEST = 100;
/** Mentions, emoji and moments as Discord writes them. A name shows them with their bare ids. */
const MENTION = /<(?:@[!&]?|#|a?:\w{2,32}:|\/[^<>:\n]{1,100}:|t:|id:|sound:)[^<>\s]*>/g;
/** The mentions that reach everybody. */
const EVERYBODY = /@+(?=everyone|here)/gi;

/**
 * The name of the thread of a question: its beginning on one line. Its spoilers are only named, and nobody is
 * mentioned.
 */
export function threadName({ closing }: Words, prompt: string): string {
  const name = shortened(oneLine(withoutMentions(withoutInvisible(prompt)), 50 * LONGEST), LONGEST);
  return isBlank(name) ? closing.thread : name;
}

function withoutMentions(text: string): string {
  let plain = text;
  // What was taken out may have stood within another mention.
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = before.replaceAll(MENTION, '').replaceAll(EVERYBODY, '');
  }
  return plain;
}
