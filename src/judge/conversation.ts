import type { ModelPicture } from '../models/model.ts';
import { inOtherSigns } from './neutralise.ts';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
  /** Only of a person's. */
  pictures?: readonly ModelPicture[];
}

/**
 * Lays a conversation out as one query, with each turn clearly marked. RRM was trained on single questions
 * only, so this is our own extension. A single turn stays exactly as it is.
 */
export function flattenConversation(turns: readonly Turn[]): string {
  const [only] = turns;
  if (turns.length === 1 && only) return only.content;
  const marked = turns.map(
    ({ role, content }) => `(${role === 'user' ? 'The person' : 'The assistant'} wrote:)\n${withoutMarks(content)}`,
  );
  return `This is a conversation. The reply to its last message is to be judged.\n\n${marked.join('\n\n')}`;
}

/** With any bracket, space or formatting: neutralising later removes some characters and writes others. */
const MARK = /[([{<][\s*_~`-]*the[\s*_~`-]*(?:person|assistant)[\s*_~`-]*wrote[\s*_~`:-]*[)\]}>]/gi;
const QUOTES = { '(': '“', '[': '“', '{': '“', '<': '“', ')': '”', ']': '”', '}': '”', '>': '”' };

/**
 * Keeps a turn from pretending to be two. Marks are looked for as a careless reader sees the text, where
 * nothing is left that `neutralise` could still remove: a mark with an invisible character in it would
 * otherwise appear later.
 */
const withoutMarks = (content: string) => inOtherSigns(content, { pattern: MARK, signs: QUOTES });
