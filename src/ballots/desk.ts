import { setImmediate } from 'node:timers/promises';
import { isFull } from '../../db/repo/ballots.ts';
import { type Click, castVotes, type VoteOutcome, type VotingDeps } from './vote.ts';

/** Takes votes one by one and stores them in batches. */
export interface VoteDesk {
  /**
   * Resolves when the vote is committed.
   *
   * @throws what kept this vote from being stored, or that ten seconds did not tell whether it is. A commit
   *   waits for a synchronous standby, however long that is away, and then it counts after all.
   */
  cast(click: Click): Promise<VoteOutcome>;
}

/** The most votes in one transaction. A larger batch would only delay its first votes. */
const MOST_AT_ONCE = 200;

/** Whoever presses is told something by then. */
const PATIENCE_MS = 10_000;

interface Waiting {
  click: Click;
  resolve: (outcome: VoteOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Opens a desk that batches votes (group commit). A vote that finds the desk idle is written at once. Votes
 * that arrive meanwhile share the next transaction. So a thousand votes within a minute cost a few commits.
 */
export function openVoteDesk(deps: VotingDeps, patienceMs = PATIENCE_MS): VoteDesk {
  let waiting: Waiting[] = [];
  let busy = false;

  const work = async () => {
    busy = true;
    while (waiting.length > 0) {
      // Waits for votes that arrive in the same turn of the event loop, so that they join this batch.
      await setImmediate();
      await write(nextBatch());
    }
    busy = false;
  };
  const nextBatch = (): Waiting[] => {
    const voters = new Set<string>();
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    for (const one of waiting) {
      // A batch holds at most one vote of a person: their next click must be read after the first is stored.
      const fits = batch.length < MOST_AT_ONCE && !voters.has(one.click.voterHash);
      voters.add(one.click.voterHash);
      (fits ? batch : later).push(one);
    }
    waiting = later;
    return batch;
  };
  const write = async (batch: readonly Waiting[]) => {
    try {
      const clicks = batch.map(({ click }) => click);
      const outcomes = await castVotes(clicks, deps);
      // If this fails, the ballot still closes by time.
      await closeWhatIsFull(outcomes).catch((error) =>
        deps.log.warn({ error }, 'a full ballot could not be closed yet'),
      );
      for (const [i, { resolve }] of batch.entries()) resolve(outcomes[i] as VoteOutcome);
    } catch (error) {
      // Retries the votes one by one, so that a vote that cannot be stored does not fail the whole batch.
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await write([one]);
    }
  };
  const closeWhatIsFull = async (outcomes: readonly VoteOutcome[]) => {
    const limited = outcomes.flatMap((outcome) =>
      outcome.kind === 'counted' && outcome.ballot.closesAtVotes !== null ? [outcome.ballot.id] : [],
    );
    const { db } = deps.database;
    // Counts after the commit. Of two processes the later one then sees the votes of both.
    for (const ballotId of new Set(limited)) {
      if (await isFull(db, ballotId)) await deps.queue.send(db, 'ballot-close', { ballotId });
    }
  };

  return {
    cast(click) {
      const written = new Promise<VoteOutcome>((resolve, reject) => {
        waiting.push({ click, resolve, reject });
        if (!busy) void work();
      });
      const late = Promise.withResolvers<never>();
      // Made only when it is late: an error notes where it was made, for each vote.
      const tell = () => late.reject(new Error('the database does not say whether a vote is stored'));
      const timer = setTimeout(tell, patienceMs);
      return Promise.race([written, late.promise]).finally(() => clearTimeout(timer));
    },
  };
}
