import type { ModelRequest } from './model.ts';

/** No server has so short a context, and a guess about few words is a bad one. */
const FEWEST_TOKENS = 600;
/** No context is shorter: a server that counts less, counts something else. */
const SHORTEST_CONTEXT = 256;
/**
 * Usual tokenizers take 1.3 tokens for a word of prose, its share of signs included. Those that join words
 * that often stand together take a third less.
 */
const WORDS_A_TOKEN = 1.25;
/** Scripts without spaces: a token holds a few characters at most. */
const CHARACTERS_A_TOKEN = 4;

/**
 * Whether a server read much less than it was sent. Some cut a prompt to their context and say nothing, so
 * that the model answers another question. Pictures add nothing to the least: some servers count none of
 * their tokens.
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
  let tokens = 0;
  let before = '';
  for (const [word] of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (word === before) continue;
    before = word;
    const dense = word.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu,
    );
    tokens += dense ? dense.length / CHARACTERS_A_TOKEN : 1 / WORDS_A_TOKEN;
  }
  return Math.floor(tokens);
}
