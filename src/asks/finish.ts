import type { Database } from '../../db/client.ts';
import { type Ask, moveAsk, unfinished } from '../../db/repo/asks.ts';
import { candidatesOf } from '../../db/repo/candidates.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { deleteReservation } from '../../db/repo/reservations.ts';
import { insertUsage } from '../../db/repo/usage.ts';
import { openBallot } from '../ballots/open.ts';
import type { Queue } from '../ops/queue.ts';
import type { Pick } from '../tournament/tournament.ts';
import { sumSpending } from './spend.ts';

/** Records the pick and opens its ballot, in one transaction; an ask that is finished already stays as it is. */
export async function finishWithPick(
  database: Database,
  queue: Queue,
  ask: Ask,
  pick: Pick,
  cutShort: Ask['cutShort'],
  now: Date,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    const picked = await moveAsk(tx, ask.id, unfinished, {
      state: 'closed',
      pick: pick.slot,
      judged: pick.judged,
      pBest: [...pick.pBest],
      standings: [...pick.standings],
      cutShort,
      pickedAt: now,
    });
    if (!picked) return;
    const ballot = await openBallot(tx, queue, picked, now);
    await moveAsk(tx, ask.id, ['closed'], ballot ? { state: 'voting' } : { closedAt: now });
    await settle(tx, ask, 1);
  });
}

/** Ends an ask without an answer. `failure` is a word that the screen has a sentence for. */
export async function finishWithFailure(database: Database, askId: string, failure: string, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const failed = await moveAsk(tx, askId, unfinished, { state: 'failed', failure, closedAt: now });
    if (failed) await settle(tx, failed, 0);
  });
}

/** What it truly cost takes the place of what was reserved; no answer costs the asker no question, but what was spent on it counts. */
async function settle(tx: Parameters<typeof candidatesOf>[0], ask: Ask, asks: 0 | 1): Promise<void> {
  const calls = [...(await candidatesOf(tx, ask.id)), ...(await comparisonsOf(tx, ask.id))];
  const { id: askId, guildId, askerHash, createdAt } = ask;
  await insertUsage(tx, { askId, guildId, askerHash, createdAt, asks, ...sumSpending(calls) });
  await deleteReservation(tx, askId);
}
