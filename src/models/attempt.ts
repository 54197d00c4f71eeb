import type { AttemptReply, Draft } from './draft.ts';
import type { ModelRequest } from './model.ts';
import type { Tally } from './tally.ts';
import type { Watchdog } from './watchdog.ts';

/**
 * One request to one vendor; time-outs, retries and limits are put around it.
 * @throws {ModelError}
 */
export type Attempt<Reply extends AttemptReply = AttemptReply> = (
  request: ModelRequest,
  hands: AttemptHands,
) => Promise<Reply>;

/** The same of a reward model, which writes nothing. */
export type ScoreAttempt = Attempt<AttemptReply & { score: number }>;

/** What watches an attempt, and what it writes into. */
export interface AttemptHands {
  watchdog: Watchdog;
  draft: Draft;
  tally: Tally;
}
