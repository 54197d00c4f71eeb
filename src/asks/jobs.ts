import { forgetInteractionToken, isInView, isUnfinished } from '../../db/repo/asks.ts';
import { noteAnnounced } from '../../db/repo/ballots.ts';
import { closeVoting } from '../ballots/close.ts';
import type { Context } from '../context.ts';
import type { JobAttempt } from '../ops/queue.ts';
import { type Closing, closingToAnnounce } from './closing-to-announce.ts';
import { finishWithFailure } from './finish.ts';
import { type RunDeps, runAsk } from './run.ts';

/** The part of the publisher that a job needs: edits the ask's message now. */
interface Showing {
  publisher: { flush(askId: string): Promise<void> };
}

/** What the jobs that end an ask or a ballot need from outside. */
type EndContext = Omit<Context, 'queue'> & Showing;

/**
 * The job of an ask: runs it to its pick, then shows the pick. Every part is idempotent, so the job can be
 * repeated after a crash. After the last try the ask ends as failed.
 *
 * @throws whatever ended this try, when it was not the last; the queue then tries again.
 */
export async function finishRun(
  deps: RunDeps & Showing,
  { askId, attempt }: { askId: string; attempt: JobAttempt },
): Promise<void> {
  try {
    await runAsk(askId, deps, attempt.signal);
  } catch (error) {
    if (!attempt.last || attempt.signal.aborted) throw error;
    deps.log.error({ askId, error }, 'an ask failed for good');
    await finishWithFailure(deps, { askId, failure: 'internal' });
  }
  // Another worker claimed the ask after this one lost its lease; that worker shows the result.
  if (await isUnfinished(deps.database.db, askId)) return;
  await deps.publisher.flush(askId);
  await forgetInteractionToken(deps.database.db, askId);
}

/**
 * The dead-letter job of an ask: no worker brought it to an end, so it ends as failed and its message says
 * so. An ask that has already ended is only shown once more.
 */
export async function giveUp(context: EndContext, askId: string): Promise<void> {
  await finishWithFailure(context, { askId, failure: 'internal' });
  await context.publisher.flush(askId);
  await forgetInteractionToken(context.database.db, askId);
}

/** What becomes of a closing in Discord. */
interface Announcing {
  /** Opens the thread of a question and says that voting has closed, as the server wants it. */
  announce(closing: Closing): Promise<void>;
  /** Takes the question out of the name of its thread. */
  unname(closing: Closing): Promise<void>;
}

/**
 * The job of a ballot: closes the voting when it is due, shows the pick and the tally, and says so once where
 * the server wants it. Every part is idempotent, so the job can be repeated after a crash.
 */
export async function finishBallot(context: EndContext & Announcing, ballotId: string): Promise<void> {
  const { database, publisher } = context;
  const askId = await closeVoting(context, ballotId);
  if (!askId) return;
  await publisher.flush(askId);
  await forgetInteractionToken(database.db, askId);
  const closing = await closingToAnnounce(database.db, askId);
  if (!closing) return;
  await context.announce(closing);
  // The question was deleted or hidden while its thread was being opened under its words.
  if (closing.thread && !(await isInView(database.db, askId))) await context.unname(closing);
  await noteAnnounced(database.db, ballotId, context.now());
}
