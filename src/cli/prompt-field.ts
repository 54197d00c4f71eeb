import { z } from 'zod';
import { flattenConversation } from '../judge/conversation.ts';

/** The question of a row: a text, or the turns of a conversation, which become one text. */
export const promptField = z.union([
  z.string(),
  z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() }))
    .min(1)
    .transform(flattenConversation),
]);
