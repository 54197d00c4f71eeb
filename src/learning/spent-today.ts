import type { Db } from '../../db/client.ts';
import { challengerSpending, type SpentInShadow } from '../../db/repo/challenger-comparisons.ts';
import type { Challenger } from '../../db/repo/challengers.ts';
import { dayOf } from '../limits/limits.ts';

/** What a challenger has spent of its budget on this UTC day. */
export const spentToday = (db: Db, { guildId, judge }: Challenger, now: Date): Promise<SpentInShadow> =>
  challengerSpending(db, guildId, judge, dayOf(now).from);
