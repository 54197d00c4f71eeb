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

/** A turn must not pretend to be two. */
const withoutMarks = (content: string) => content.replace(/\((the (?:person|assistant) wrote:)\)/gi, '“$1”');
