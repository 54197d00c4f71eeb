import type { Db } from '../../db/client.ts';
import { type Ask, failUnseen, moveAsk, stateOfAsk, unfinished } from '../../db/repo/asks.ts';
import { deleteOpenBallot } from '../../db/repo/ballots.ts';
import { spendingOf } from '../../db/repo/calls.ts';
import { deleteReservation } from '../../db/repo/reservations.ts';
import { shownEarlyOf } from '../../db/repo/shown-early.ts';
import { insertUsage } from '../../db/repo/usage.ts';
import { openBallot } from '../ballots/open.ts';
import type { Context } from '../context.ts';
import type { Failure } from '../terms.ts';
import type { Pick } from '../tournament/tournament.ts';
import { sendToShadow } from './shadow-lot.ts';

/**
 * Records the pick, opens its ballot and settles the bill, in one transaction. Idempotent: an ask that has
 * already ended stays as it is.
 */
export async function finishWithPick(
  context: Context,
  { ask, pick, cutShort }: { ask: Ask; pick: Pick; cutShort: Ask['cutShort'] },
): Promise<void> {
  const { database, queue } = context;
  const now = context.now();
  await database.db.transaction(async (tx) => {
    const picked = await moveAsk(tx, ask.id, unfinished, {
      state: 'closed',
      pick: await slotOf(tx, ask.id, pick),
      judged: pick.judged,
      pBest: [...pick.pBest],
      pBeats: [...pick.pBeats],
      standings: [...pick.standings],
      cutShort,
      pickedAt: now,
    });
    if (!picked) return;
    const ballot = await openBallot(tx, queue, picked, now);
    if (ballot) await sendToShadow(tx, queue, picked, ballot);
    await moveAsk(tx, ask.id, ['closed'], ballot ? { state: 'voting' } : { closedAt: now });
    await settle(tx, ask, true);
  });
}

/** A reply that everybody has read stays where no verdict speaks for another one. */
async function slotOf(tx: Db, askId: string, { slot, judged }: Pick): Promise<number> {
  return (judged ? null : await shownEarlyOf(tx, askId)) ?? slot;
}

/**
 * Ends an ask without an answer and settles the bill, in one transaction. Idempotent: an ask that has already
 * ended stays as it is.
 */
export async function finishWithFailure(
  context: Omit<Context, 'queue'>,
  { askId, failure }: { askId: string; failure: Failure },
): Promise<void> {
  const closedAt = context.now();
  await context.database.db.transaction(async (tx) => {
    const failed = await moveAsk(tx, askId, unfinished, { state: 'failed', failure, closedAt });
    if (failed) await settle(tx, failed, false);
  });
}

/**
 * Ends an ask that Discord shows in no form, in one transaction. Nobody could vote on what nobody saw, so an
 * answer that was ready takes its ballot along. Idempotent.
 *
 * @returns whether the ask has failed. false when its answer was seen before, so that it stays as it is.
 */
export async function finishUnshown(
  context: Omit<Context, 'queue'>,
  { askId, failure }: { askId: string; failure: Failure },
): Promise<boolean> {
  const closedAt = context.now();
  return context.database.db.transaction(async (tx) => {
    const ended = { state: 'failed', failure, closedAt } as const;
    const unanswered = await moveAsk(tx, askId, unfinished, ended);
    if (unanswered) await settle(tx, unanswered, false);
    else if (await failUnseen(tx, askId, ended)) await deleteOpenBallot(tx, askId);
    return (await stateOfAsk(tx, askId)) === 'failed';
  });
}

/**
 * Replaces the reservation by the actual cost of every call that was begun for the ask. A call that is still
 * in flight counts with its upper bound. `endCall` corrects the sum when it ends. An ask that has no answer
 * and cost nothing does not count against a limit of asks.
 */
async function settle(tx: Db, ask: Ask, hasAnswer: boolean): Promise<void> {
  const spent = await spendingOf(tx, ask.id);
  const asks = hasAnswer || spent.inputTokens + spent.outputTokens > 0 || spent.costUsd > 0 ? 1 : 0;
  const { id: askId, guildId, askerHash, createdAt } = ask;
  await insertUsage(tx, { askId, guildId, askerHash, createdAt, asks, ...spent });
  await deleteReservation(tx, askId);
}
