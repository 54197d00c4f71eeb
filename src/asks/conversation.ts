import type { Db } from '../../db/client.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { UNREADABLE } from '../../db/schema/columns.ts';
import type { Turn } from '../judge/conversation.ts';

/** A conversation remembers this much: asks before this one, and their characters together. */
const REMEMBERED_ASKS = 8;
export const REMEMBERED_CHARACTERS = 16_000;

/** What is to be answered: the turns before this ask, oldest first, and its own question last. */
export async function readConversation(db: Db, ask: Ask): Promise<Turn[]> {
  const before: Turn[][] = [];
  let parentId = ask.parentId;
  while (parentId !== null && before.length < REMEMBERED_ASKS) {
    const parent = await getAsk(db, parentId, 'legible');
    if (!parent) break;
    const pick = (await candidatesOf(db, parent.id, 'legible')).find(({ slot }) => slot === parent.pick);
    const question = questionOf(parent);
    // What was deleted, hidden, damaged, or has grown too old is not remembered.
    const isDamaged = `${question}${pick?.text}`.includes(UNREADABLE);
    if (question !== '' && !parent.hiddenAt && pick?.text && !isDamaged)
      before.unshift([
        { role: 'user', content: question },
        { role: 'assistant', content: pick.text },
      ]);
    parentId = parent.parentId;
  }
  return [...newest(before, REMEMBERED_CHARACTERS).flat(), { role: 'user', content: questionOf(ask) }];
}

/** Whether a conversation may go on from this ask: not while people vote blind, because what is said next would give the pick away. */
export const canGoOnFrom = ({ pick, state, voting }: Pick<Ask, 'pick' | 'state' | 'voting'>): boolean =>
  pick !== null && (state === 'closed' || voting === 'open');

/** The last exchanges that fit into `room` characters together. */
export function newest(exchanges: readonly Turn[][], room: number): Turn[][] {
  const kept: Turn[][] = [];
  let left = room;
  for (const exchange of exchanges.toReversed()) {
    left -= exchange.reduce((sum, { content }) => sum + content.length, 0);
    if (left < 0) break;
    kept.unshift(exchange);
  }
  return kept;
}

/** The question as models and the judge read it: what was typed, then the file that came along. */
export function questionOf({ prompt, fileName, fileText }: Pick<Ask, 'prompt' | 'fileName' | 'fileText'>): string {
  if (!fileText) return prompt;
  return `${prompt}\n\nThe file ${fileName ?? 'that came along'}:\n\n${fileText}`;
}
