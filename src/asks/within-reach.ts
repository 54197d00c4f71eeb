import type { Ask } from '../../db/repo/asks.ts';

/** Where a button was pressed and by whom (keyed hash). */
export interface From {
  channelId: string | null;
  hash: string;
}

type Seen = Pick<Ask, 'channelId' | 'hiddenAt' | 'private' | 'askerHash'>;

/**
 * Whether a person can see an ask from the place where they pressed a button. A forged custom_id must not
 * reach another channel, a hidden answer, or somebody else's private question.
 */
export const isInSight = (ask: Seen, { channelId, hash }: From): boolean =>
  ask.channelId === channelId && ask.hiddenAt === null && (!ask.private || ask.askerHash === hash);

/** Whether that person may ask the question again. An ask whose texts have expired has no prompt left. */
export const isWithinReach = (ask: Seen & Pick<Ask, 'prompt'>, from: From): boolean =>
  isInSight(ask, from) && ask.prompt !== '';
