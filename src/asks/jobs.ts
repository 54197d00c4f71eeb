import type { Database } from '../../db/client.ts';
import { forgetInteractionToken, isUnfinished } from '../../db/repo/asks.ts';
import { closeVoting } from '../ballots/close.ts';
import type { JobAttempt } from '../ops/queue.ts';
import { finishWithFailure } from './finish.ts';
import { type RunDeps, runAsk } from './run.ts';

interface Flushing {
  flush(askId: string): Promise<void>;
}

/** The job behind an ask: to the pick, and the pick onto the screen. Each part can be done again after a crash; after the last try it ends as failed. */
export async function finishRun(askId: string, deps: RunDeps, publisher: Flushing, attempt: JobAttempt): Promise<void> {
  try {
    await runAsk(askId, deps, attempt.signal);
  } catch (error) {
    if (!attempt.last || attempt.signal.aborted) throw error;
    deps.log.error({ askId, error }, 'an ask failed for good');
    await finishWithFailure(deps.database, askId, 'internal', deps.now());
  }
  // Another worker took it up while this one was taken for dead, and shows it as well.
  if (await isUnfinished(deps.database.db, askId)) return;
  await publisher.flush(askId);
  await forgetInteractionToken(deps.database.db, askId);
}

/** An ask that killed or outlived every worker that took it up ends as failed, and its message says so; one that is finished is only shown again. */
export async function giveUp(askId: string, database: Database, publisher: Flushing, now: Date): Promise<void> {
  await finishWithFailure(database, askId, 'internal', now);
  await publisher.flush(askId);
  await forgetInteractionToken(database.db, askId);
}

/** The job behind a ballot: voting ends, and the message tells the pick and the tally. */
export async function finishBallot(
  ballotId: string,
  database: Database,
  publisher: Flushing,
  now: Date,
): Promise<void> {
  const askId = await closeVoting(database, ballotId, now);
  if (!askId) return;
  await publisher.flush(askId);
  await forgetInteractionToken(database.db, askId);
}
