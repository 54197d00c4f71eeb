import type { Ask } from '../../db/repo/asks.ts';

export interface From {
  channelId: string | null;
  hash: string;
}

type Seen = Pick<Ask, 'channelId' | 'hiddenAt' | 'private' | 'askerHash'>;

/**
 * Whether somebody can see an ask from where they press: a forged button reaches nothing in another channel, nothing that moderators have hidden, and
 * nobody else's private question.
 */
export const isInSight = (ask: Seen, { channelId, hash }: From): boolean =>
  ask.channelId === channelId && ask.hiddenAt === null && (!ask.private || ask.askerHash === hash);

/** Whether they may have its question put once more: of an ask that has grown too old nothing is left to put. */
export const isWithinReach = (ask: Seen & Pick<Ask, 'prompt'>, from: From): boolean =>
  isInSight(ask, from) && ask.prompt !== '';
