import { type Database, openDatabase } from '../../db/client.ts';
import { getAsk } from '../../db/repo/asks.ts';
import { standingOf } from '../../db/repo/reservations.ts';
import { usage } from '../../db/schema/usage.ts';
import { createAsk } from '../../src/asks/create.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { dayOf, type Limits, noLimits } from '../../src/limits/limits.ts';
import { AskRefused } from '../../src/limits/refused.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { modelCheck } from '../../src/safety/content-check.ts';
import type { Effort } from '../../src/terms.ts';
import type { BillingServer } from './billing-server.ts';
import { askRow } from './snapshots.ts';

/** A question, and what happens to it. */
export interface Case {
  n: number;
  effort?: Effort;
  tournament?: string;
  deadlineSeconds?: number;
  /** Whether a model checks the content of every text. */
  checked?: boolean;
  /** A worker ends after this many progress updates, and the next one takes the ask over. */
  workersEndAfter?: number[];
  /** Whether such a worker also loses its database connection, as a killed one does. */
  killed?: boolean;
  limits?: Limits;
  /** Runs after the ask was created, and before a worker takes it. */
  before?: (askId: string) => Promise<void>;
  askerHash?: string;
}

/** What is booked for a day: `asks` and `tokens` are settled, `reserved` are reserved tokens. */
export interface Books {
  asks: number;
  tokens: number;
  reserved: number;
}

let interaction = 0;
const noQueue = { send: async () => {} } as unknown as Queue;

/** Creates an ask and runs it. @returns null when a limit refuses it. */
export async function putAndRun(
  { url, database }: { url: string; database: Database },
  server: BillingServer,
  one: Case,
): Promise<{ askId: string; state: string; failure: string | null; cutShort: string | null } | null> {
  const { applicationId, channelId, effort, voting, settings } = askRow();
  const asked = {
    ...{ interactionId: `money ${interaction}`, interactionToken: null, applicationId, guildId: 'server', channelId },
    ...{ askerHash: one.askerHash ?? 'ann', prompt: `Why is it so, number ${interaction++}?`, n: one.n, voting },
    ...{ effort: one.effort ?? effort, private: false, limits: one.limits ?? noLimits },
    settings: {
      ...settings,
      ...{ candidateModels: [server.candidateModel], judgeModel: server.judgeModel, parallel: 4 },
      ...{ tournament: one.tournament ?? 'adaptive', deadlineSeconds: one.deadlineSeconds ?? 60 },
      ...(one.checked ? { checkModel: server.checkModel } : {}),
    },
  };
  const ask = await createAsk({ database, queue: noQueue, now: () => new Date() }, asked).catch((error: unknown) => {
    if (error instanceof AskRefused) return null;
    throw error;
  });
  if (!ask) return null;
  await one.before?.(ask.id);
  for (const changes of [...(one.workersEndAfter ?? []), Number.POSITIVE_INFINITY]) await work(changes);
  const after = await getAsk(database.db, ask.id);
  return {
    ...{ askId: ask.id, state: after?.state ?? 'gone' },
    ...{ failure: after?.failure ?? null, cutShort: after?.cutShort ?? null },
  };

  async function work(changes: number): Promise<void> {
    const own = one.killed && changes < Number.POSITIVE_INFINITY ? openDatabase(url, { max: 4 }) : database;
    const openModel = openModels({ policy: { backoffMs: 1, backoffCapMs: 5, breakAfter: 1000 } });
    const worker = new AbortController();
    let seen = 0;
    const deps: RunDeps = {
      ...{ database: own, queue: noQueue, openModel, now: () => new Date(), log: openLog('silent') },
      openJudge: (model) => openJudge({ model, openModel }),
      check: one.checked ? modelCheck(openModel(server.checkModel)) : null,
      wakingPauseMs: 20,
      progress() {
        if (++seen < changes) return;
        // A killed worker writes nothing more and settles nothing.
        if (own !== database) void own.sql.end({ timeout: 0 });
        worker.abort();
      },
    };
    await runAsk(ask?.id ?? '', deps, worker.signal).catch((error: unknown) => {
      if (!worker.signal.aborted) throw error;
    });
    if (own !== database) await own.sql.end({ timeout: 0 }).catch(() => {});
  }
}

export async function booksOf({ database }: { database: Database }, whose = {}): Promise<Books> {
  const { used, reserved } = await standingOf(database.db, whose, dayOf(new Date()));
  return { asks: used.asks, tokens: used.tokens, reserved: reserved.tokens };
}

export const billOf = ({ billed }: BillingServer): number => billed.inputTokens + billed.outputTokens;

/** Deletes the asks, and resets books and bill. */
export async function tidy({ database }: { database: Database }, server: BillingServer): Promise<void> {
  await database.db.delete(usage);
  await database.sql`delete from asks`;
  Object.assign(server.billed, { calls: 0, inputTokens: 0, outputTokens: 0 });
  Object.assign(server, { safe: true, slowMs: 20, next: () => 'none', words: { reply: 80, thought: 40 } });
}
