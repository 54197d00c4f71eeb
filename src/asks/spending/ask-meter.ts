import type { Database } from '../../../db/client.ts';
import type { Ask } from '../../../db/repo/asks.ts';
import { beginCall, type CallPurpose, endCall, spendingOf } from '../../../db/repo/calls.ts';
import { raiseReservation, reservationOf } from '../../../db/repo/reservations.ts';
import type { Meter, Spent } from '../../models/meter.ts';
import { ModelError } from '../../models/model-error.ts';
import type { Log } from '../../ops/log.ts';
import { openBudget } from './budget.ts';

/** The books of one ask while a worker has it: every call that it makes is written down before it is sent, and paid out of what the ask has reserved. */
export interface AskMeter {
  /**
   * Counts calls for one purpose. What would pass the reservation is refused (`over-budget`); so is everything (`aborted`) once the ask has ended or
   * another worker has taken it up, and where a call could not be written down.
   */
  of(purpose: CallPurpose): Meter;
  /** @throws what kept a call from being written down, if anything did: the ask cannot go on from here. */
  check(): void;
  /** Resolves when every call that was begun is in the books with what it took. */
  settled(): Promise<void>;
}

interface Deps {
  database: Database;
  now: () => Date;
  log: Log;
}

/** For the worker that has just taken up `ask`. Calls of earlier workers that have not ended count with the most that they can take. */
export async function openAskMeter(ask: Ask, { database, now, log }: Deps): Promise<AskMeter> {
  const { db } = database;
  const [reserved, before] = await Promise.all([reservationOf(db, ask.id), spendingOf(db, ask.id)]);
  const whole = { tokens: reserved?.tokens ?? 0, usd: reserved?.costUsd ?? 0 };
  const budget = openBudget(whole, { tokens: before.inputTokens + before.outputTokens, usd: before.costUsd });
  let broken: { error: unknown } | null = null;

  async function begin(purpose: CallPurpose, model: string, most: Spent): Promise<string> {
    const call = { askId: ask.id, purpose, model, ...most, createdAt: now() };
    const id = await beginCall(db, call, ask.takenUp).catch((error: unknown) => {
      broken ??= { error };
      throw new ModelError('aborted', 'What the call may take could not be written down.', { cause: error });
    });
    if (id === null) throw new ModelError('aborted', 'The ask has ended, or another worker has it.');
    return id;
  }

  /** What stands in the books for a call that has ended; where that cannot be written, its most stands. */
  async function end(id: string, most: Spent, said: Spent, how: { estimated: boolean; outcome: string }) {
    const believable = isAmount(said);
    const spent = believable ? bounded(said) : most;
    try {
      await endCall(db, ask.id, id, { ...spent, ...how, estimated: how.estimated || !believable, endedAt: now() });
      return spent;
    } catch (error) {
      log.warn({ askId: ask.id, error }, 'what a call took was not written down, and its most stands');
      return most;
    }
  }

  /** A server that takes more than it was allowed to: until the ask is settled, that counts against the limits too. */
  async function raise() {
    const { tokens, usd } = budget.taken();
    if (tokens <= whole.tokens && usd <= whole.usd) return;
    await raiseReservation(db, ask.id, tokens, usd).catch((error: unknown) =>
      log.warn({ askId: ask.id, error }, 'an ask took more than it had reserved, and that was not written down'),
    );
  }

  return {
    of: (purpose) => ({
      async begin(model, given) {
        const most = bounded(given);
        if (!(await budget.take(most)))
          throw new ModelError('over-budget', 'The call could take more than is left of what its question may cost.');
        const id = await begin(purpose, model, most).catch((error: unknown) => {
          budget.give(most, nothing);
          throw error;
        });
        let ended = false;
        return {
          async end(said, how) {
            if (ended) return;
            ended = true;
            budget.give(most, await end(id, most, said, how));
            await raise();
          },
        };
      },
    }),
    check() {
      if (broken) throw broken.error;
    },
    settled: budget.idle,
  };
}

const nothing: Spent = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

const isAmount = ({ inputTokens, outputTokens, costUsd }: Spent): boolean =>
  [inputTokens, outputTokens].every((count) => Number.isSafeInteger(count) && count >= 0) &&
  (costUsd === null || (Number.isFinite(costUsd) && costUsd >= 0));

/** The database's integers end here, and nobody's patience lasts longer. */
const MOST_TOKENS = 2 ** 31 - 1;
const bounded = ({ inputTokens, outputTokens, costUsd }: Spent): Spent => ({
  inputTokens: Math.min(MOST_TOKENS, Math.ceil(inputTokens)),
  outputTokens: Math.min(MOST_TOKENS, Math.ceil(outputTokens)),
  costUsd,
});
