import type { ModelRequest } from './model.ts';

/** No server has so short a context, and a guess about few words is a bad one. */
const FEWEST_TOKENS = 600;
/** No context is shorter: a server that counts less, counts something else. */
const SHORTEST_CONTEXT = 256;
/** A tokenizer may join words that often stand together; none was found that halves them. */
const WORDS_A_TOKEN = 2;
/** Scripts without spaces: a token holds a few characters at most. */
const CHARACTERS_A_TOKEN = 4;

/**
 * Whether a server read much less than it was sent. Some cut a prompt to their context and say nothing, so
 * that the model answers another question.
 * @param read input tokens as the server counts them; null where it does not
 */
export function isPromptCut({ system = '', messages }: ModelRequest, read: number | null): boolean {
  if (read === null || read < SHORTEST_CONTEXT) return false;
  const least = fewestTokens([system, ...messages.map(({ content }) => content)].join('\n'));
  return least >= FEWEST_TOKENS && read < least;
}

/**
 * A lower bound of the tokens of a text. Runs of blanks, of one sign or of one word again and again may be
 * few
 * tokens, and count as one.
 */
export function fewestTokens(text: string): number {
  let words = 0;
  let before = '';
  for (const [word] of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (word === before) continue;
    before = word;
    const dense = word.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu,
    );
    words += 1 + (dense ? (dense.length / CHARACTERS_A_TOKEN) * WORDS_A_TOKEN : 0);
  }
  return Math.floor(words / WORDS_A_TOKEN);
}
