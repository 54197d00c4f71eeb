import { inOtherSigns } from './neutralise.ts';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

/**
 * A conversation laid out as one query, each turn clearly marked. RRM was trained on single questions only: this is our own extension,
 * and a single turn stays exactly as it is.
 */
export function flattenConversation(turns: readonly Turn[]): string {
  const [only] = turns;
  if (turns.length === 1 && only) return only.content;
  const marked = turns.map(
    ({ role, content }) => `(${role === 'user' ? 'The person' : 'The assistant'} wrote:)\n${withoutMarks(content)}`,
  );
  return `This is a conversation. The reply to its last message is to be judged.\n\n${marked.join('\n\n')}`;
}

/** With any bracket, any space and any formatting: what makes a text harmless later takes some away and writes others. */
const MARK = /[([{<][\s*_~`-]*the[\s*_~`-]*(?:person|assistant)[\s*_~`-]*wrote[\s*_~`:-]*[)\]}>]/gi;
const QUOTES = { '(': '“', '[': '“', '{': '“', '<': '“', ')': '”', ']': '”', '}': '”', '>': '”' };

/**
 * A turn must not pretend to be two. Marks are looked for in the text as a careless reader sees it, in which nothing is left that `neutralise` could
 * still take away: a mark with a sign in it that is not seen would otherwise be one only later.
 */
const withoutMarks = (content: string) => inOtherSigns(content, { pattern: MARK, signs: QUOTES });
