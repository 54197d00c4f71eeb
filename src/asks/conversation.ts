import type { Db } from '../../db/client.ts';
import { picturesOf } from '../../db/repo/ask-pictures.ts';
import { type Ask, getAsk } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { UNREADABLE } from '../../db/schema/columns.ts';
import type { Turn } from '../judge/conversation.ts';

/** How far back a conversation remembers: at most this many earlier asks. */
const REMEMBERED_ASKS = 8;
/** The most characters of earlier questions and answers together. */
export const REMEMBERED_CHARACTERS = 16_000;

/** Builds what the models answer: earlier turns, oldest first, then the ask's own question. */
export async function readConversation(db: Db, ask: Ask): Promise<Turn[]> {
  const before: Turn[][] = [];
  let parentId = ask.parentId;
  while (parentId !== null && before.length < REMEMBERED_ASKS) {
    const parent = await getAsk(db, parentId, 'legible');
    if (!parent) break;
    const pick = (await candidatesOf(db, parent.id, 'legible')).find(({ slot }) => slot === parent.pick);
    const question = questionOf(parent);
    // Deleted, hidden, damaged and expired exchanges are left out.
    const isDamaged = `${question}${pick?.text}`.includes(UNREADABLE);
    if (question !== '' && !parent.hiddenAt && pick?.text && !isDamaged)
      before.unshift([
        { role: 'user', content: parent.settings.pictures ? `${question}\n\n${NOT_SENT_AGAIN}` : question },
        { role: 'assistant', content: pick.text },
      ]);
    parentId = parent.parentId;
  }
  const asked: Turn = { role: 'user', content: questionOf(ask) };
  if (ask.settings.pictures) asked.pictures = await picturesOf(db, ask.id);
  return [...newest(before, REMEMBERED_CHARACTERS).flat(), asked];
}

/** Other models may answer now than those that saw the earlier pictures. */
const NOT_SENT_AGAIN = '(Pictures came with this, which are not sent again.)';

/**
 * Whether a follow-up to this ask is allowed. It is not while people vote blind: the next answer would reveal
 * the pick.
 */
const canGoOnFrom = ({ pick, state, voting }: Pick<Ask, 'pick' | 'state' | 'voting'>): boolean =>
  pick !== null && (state === 'closed' || voting === 'open');

/**
 * Why a follow-up to this ask is not allowed: people vote blind, it is not done yet, or it failed.
 * @returns null when it is allowed
 */
export function whyNotFrom(
  ask: Pick<Ask, 'pick' | 'state' | 'voting'>,
): 'stillVoting' | 'notYet' | 'noAnswerYet' | null {
  if (canGoOnFrom(ask)) return null;
  if (ask.state === 'voting') return 'stillVoting';
  return ask.state === 'failed' || ask.state === 'cancelled' ? 'noAnswerYet' : 'notYet';
}

/** Keeps the newest exchanges that fit into `room` characters together, and returns them oldest first. */
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

/** The question as models and judge read it: the typed prompt, then the attached file. */
export function questionOf({ prompt, fileName, fileText }: Pick<Ask, 'prompt' | 'fileName' | 'fileText'>): string {
  if (!fileText) return prompt;
  return `${prompt}\n\nThe file ${fileName ?? 'that came along'}:\n\n${fileText}`;
}
