import { z } from 'zod';
import { flattenConversation } from '../judge/conversation.ts';

const turn = z.object({ role: z.enum(['user', 'assistant']), content: z.string() });

/** The question of a row: a text, or the turns of a conversation, which become one text. */
export const promptField = z.union([z.string(), z.array(turn).min(1).transform(flattenConversation)]);

/** The turns of a row's question beside its one text, for a judge that reads conversations turn by turn. */
export const turnsField = z.array(turn).optional();

/** Puts the turns of a question where `turnsField` finds them. */
export const withTurns = (row: unknown): unknown => {
  if (typeof row !== 'object' || row === null || !('prompt' in row)) return row;
  return { ...row, turns: Array.isArray(row.prompt) ? row.prompt : undefined };
};
