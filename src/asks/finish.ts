import type { Database, Db } from '../../db/client.ts';
import { type Ask, moveAsk, unfinished } from '../../db/repo/asks.ts';
import { spendingOf } from '../../db/repo/calls.ts';
import { deleteReservation } from '../../db/repo/reservations.ts';
import { insertUsage } from '../../db/repo/usage.ts';
import { openBallot } from '../ballots/open.ts';
import type { Queue } from '../ops/queue.ts';
import type { Failure } from '../terms.ts';
import type { Pick } from '../tournament/tournament.ts';

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
    await settle(tx, ask, true);
  });
}

/** Ends an ask without an answer. */
export async function finishWithFailure(database: Database, askId: string, failure: Failure, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const failed = await moveAsk(tx, askId, unfinished, { state: 'failed', failure, closedAt: now });
    if (failed) await settle(tx, failed, false);
  });
}

/**
 * What it truly cost takes the place of what was reserved: all that was begun for it, answer or not. Calls that are still on their way stand in it with the
 * most that they can take, and correct it when they end. What cost nothing and has no answer was no question.
 */
async function settle(tx: Db, ask: Ask, hasAnswer: boolean): Promise<void> {
  const spent = await spendingOf(tx, ask.id);
  const asks = hasAnswer || spent.inputTokens + spent.outputTokens > 0 || spent.costUsd > 0 ? 1 : 0;
  const { id: askId, guildId, askerHash, createdAt } = ask;
  await insertUsage(tx, { askId, guildId, askerHash, createdAt, asks, ...spent });
  await deleteReservation(tx, askId);
}
