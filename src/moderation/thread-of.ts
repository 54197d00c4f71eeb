import type { Ask } from '../../db/repo/asks.ts';
import type { ErasedMessage } from '../../db/repo/erase.ts';

/** The thread of an ask, whose name may hold its words. Private asks have none. */
export const threadOf = ({ channelId, messageId, settings, ...ask }: Ask): ErasedMessage[] =>
  messageId === null || ask.private
    ? []
    : [{ about: 'thread', channelId, messageId, language: settings.language ?? null }];
