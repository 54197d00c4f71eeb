import type { Database } from '../../../db/client.ts';
import { patiently } from '../../../db/patiently.ts';
import type { Ask } from '../../../db/repo/asks.ts';
import { beginCall, type CallPurpose, endCall, spendingOf } from '../../../db/repo/calls.ts';
import { raiseReservation, reservationOf } from '../../../db/repo/reservations.ts';
import type { Meter, Spent } from '../../models/meter.ts';
import { ModelError } from '../../models/model-error.ts';
import type { Log } from '../../ops/log.ts';
import { openBudget } from './budget.ts';

/**
 * The ledger of one ask, for the worker that has claimed it. Every call is recorded before it is sent, and
 * paid from the ask's reservation.
 */
export interface AskMeter {
  /**
   * Opens a meter for calls of one purpose. It refuses a call by throwing a `ModelError`:
   *
   * - `over-budget` when the call could exceed the reservation.
   * - `aborted` when the ask has ended, another worker has claimed it, or the call could not be recorded.
   */
  of(purpose: CallPurpose): Meter;
  /** @throws the error that kept a call from being recorded. The ask cannot go on without its ledger. */
  check(): void;
  /** Resolves when every call that was begun has ended and is recorded with its actual use. */
  settled(): Promise<void>;
}

interface Deps {
  database: Database;
  now: () => Date;
  log: Log;
}

/**
 * Opens the ledger for the worker that has just claimed `ask`. Unfinished calls of earlier workers count with
 * their upper bound.
 *
 * @param signal ends the patience with a database that is away
 */
export async function openAskMeter(
  ask: Ask,
  { database, now, log }: Deps,
  signal: AbortSignal = new AbortController().signal,
): Promise<AskMeter> {
  const { db } = database;
  const [reserved, before] = await Promise.all([reservationOf(db, ask.id), spendingOf(db, ask.id)]);
  const whole = { tokens: reserved?.tokens ?? 0, usd: reserved?.costUsd ?? 0 };
  const budget = openBudget(whole, { tokens: before.inputTokens + before.outputTokens, usd: before.costUsd });
  let broken: { error: unknown } | null = null;

  async function begin(purpose: CallPurpose, model: string, most: Spent): Promise<string> {
    const call = { askId: ask.id, purpose, model, ...most, createdAt: now() };
    // A call that was recorded without our knowing stays in the books, as one that was never sent.
    const id = await patiently(() => beginCall(db, call, ask.takenUp), signal).catch((error: unknown) => {
      broken ??= { error };
      throw new ModelError('aborted', 'What the call may take could not be written down.', { cause: error });
    });
    if (id === null) throw new ModelError('aborted', 'The ask has ended, or another worker has it.');
    return id;
  }

  /**
   * Records what a call used. An impossible figure from the server is replaced by the upper bound.
   *
   * @returns what the ledger now holds; the upper bound when the database could not be written.
   */
  async function end(id: string, most: Spent, said: Spent, how: { estimated: boolean; outcome: string }) {
    const believable = isAmount(said);
    const spent = believable ? bounded(said) : most;
    try {
      const ended = { ...spent, ...how, estimated: how.estimated || !believable, endedAt: now() };
      await patiently(() => endCall(db, ask.id, id, ended), signal);
      return spent;
    } catch (error) {
      log.warn({ askId: ask.id, error }, 'what a call took was not written down, and its most stands');
      return most;
    }
  }

  /**
   * Raises the reservation when a model server used more than it was allowed to. The excess then counts
   * against the limits even before the ask is settled.
   */
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

/** The largest value of a PostgreSQL integer. */
const MOST_TOKENS = 2 ** 31 - 1;
const bounded = ({ inputTokens, outputTokens, costUsd }: Spent): Spent => ({
  inputTokens: Math.min(MOST_TOKENS, Math.ceil(inputTokens)),
  outputTokens: Math.min(MOST_TOKENS, Math.ceil(outputTokens)),
  costUsd,
});
