import { setImmediate } from 'node:timers/promises';
import { isFull } from '../../db/repo/ballots.ts';
import { type Click, castVotes, type VoteOutcome, type VotingDeps } from './vote.ts';

export interface VoteDesk {
  /** Resolves when the vote is stored. @throws where it could not be. */
  cast(click: Click): Promise<VoteOutcome>;
}

/** So many votes are written in one transaction at most; more would only make the first ones wait. */
const MOST_AT_ONCE = 200;

interface Waiting {
  click: Click;
  resolve: (outcome: VoteOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Takes votes as they come. One that finds the desk free is written at once; those that come while it is being written go together into the
 * next transaction, so that a thousand people who vote on one question in a minute cost a few commits and not a thousand.
 */
export function openVoteDesk(deps: VotingDeps): VoteDesk {
  let waiting: Waiting[] = [];
  let busy = false;

  const work = async () => {
    busy = true;
    while (waiting.length > 0) {
      // Whoever comes in the same turn of the event loop, as those who were just answered may, goes along.
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
      // What one person does in a row is read in a row.
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
      // The ballot closes by time if this fails.
      await closeWhatIsFull(outcomes).catch((error) =>
        deps.log.warn({ error }, 'a full ballot could not be closed yet'),
      );
      for (const [i, { resolve }] of batch.entries()) resolve(outcomes[i] as VoteOutcome);
    } catch (error) {
      // One that cannot be written must not take the others with it.
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await write([one]);
    }
  };
  const closeWhatIsFull = async (outcomes: readonly VoteOutcome[]) => {
    const limited = outcomes.flatMap((outcome) =>
      outcome.kind === 'counted' && outcome.ballot.closesAtVotes !== null ? [outcome.ballot.id] : [],
    );
    const { db } = deps.database;
    // Counted after the votes are stored, so that of two processes the later one sees the votes of both.
    for (const ballotId of new Set(limited)) {
      if (await isFull(db, ballotId)) await deps.queue.send(db, 'ballot-close', { ballotId });
    }
  };

  return {
    cast: (click) =>
      new Promise((resolve, reject) => {
        waiting.push({ click, resolve, reject });
        if (!busy) void work();
      }),
  };
}
