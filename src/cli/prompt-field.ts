import { z } from 'zod';
import { flattenConversation } from '../judge/conversation.ts';

/** A question as a row may have it: a text, or the turns of a conversation, which are laid out as one query. */
export const promptField = z.union([
  z.string(),
  z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.string() }))
    .min(1)
    .transform(flattenConversation),
]);
