import type { Ask } from '../../db/repo/asks.ts';

/**
 * Whether somebody may have an ask's question put once more from where they press: a forged button reaches nothing in another channel, nothing
 * that moderators have hidden, and nobody else's private question.
 */
export const isWithinReach = (
  ask: Pick<Ask, 'channelId' | 'hiddenAt' | 'private' | 'askerHash' | 'prompt'>,
  { channelId, hash }: { channelId: string | null; hash: string },
): boolean =>
  ask.channelId === channelId && ask.hiddenAt === null && (!ask.private || ask.askerHash === hash) && ask.prompt !== '';
