import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { callsOf } from '../../db/repo/calls.ts';
import { comparisonsOf } from '../../db/repo/comparisons.ts';
import { type RunDeps, runAsk } from '../../src/asks/run.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { openLog } from '../../src/ops/log.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { type BillingServer, startBillingServer } from '../support/billing-server.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { billOf, booksOf, putAndRun, tidy } from '../support/money.ts';

let fresh: FreshDatabase;
let server: BillingServer;
beforeAll(async () => {
  [fresh, server] = await Promise.all([freshDatabase(), startBillingServer()]);
});
beforeEach(() => tidy(fresh, server));
afterEach(async () => {
  for (const table of ['calls', 'comparisons', 'candidates'])
    await fresh.database.sql.unsafe(`drop trigger if exists fails on ${table}`);
});
afterAll(async () => {
  await server.close();
  await fresh.close();
});

/** Makes PostgreSQL refuse inserts into a table once it has `after` rows. */
async function failing(table: string, after: number): Promise<void> {
  await fresh.database.sql.unsafe(`
    create or replace function fails() returns trigger language plpgsql as $$ begin
      if (select count(*) from ${table}) >= ${after} then raise exception 'no row is taken' using errcode = 'ZZ001'; end if;
      return new;
    end $$;
    create trigger fails before insert on ${table} for each row execute function fails()`);
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? ((error as { code?: unknown }).code ?? codeOf(error.cause)) : undefined;

it.each([
  ['candidates', 0],
  ['candidates', 2],
  ['comparisons', 0],
  ['comparisons', 2],
  ['calls', 0],
  ['calls', 3],
  ['calls', 7],
])(
  'a row that cannot be written into %s after %i of them ends the try, and the next goes on from there',
  async (table, after) => {
    await failing(table, after);
    let askId = '';
    const before = async (id: string) => {
      askId = id;
    };
    const error = await putAndRun(fresh, server, { n: 6, tournament: 'knockout', before }).catch(
      (thrown: unknown) => thrown,
    );
    expect(codeOf(error)).toBe('ZZ001');
    // All started calls are booked, whether or not their results were written.
    const { tokens, reserved } = await booksOf(fresh);
    expect(tokens + reserved).toBeGreaterThanOrEqual(billOf(server));
    expect((await callsOf(fresh.database.db, askId)).length).toBeGreaterThanOrEqual(server.billed.calls);

    await fresh.database.sql.unsafe(`drop trigger fails on ${table}`);
    const openModel = openModels({ policy: { backoffMs: 1 } });
    const deps: RunDeps = {
      ...{ database: fresh.database, queue: { send: async () => {} } as unknown as Queue, openModel },
      ...{ openJudge: (model) => openJudge({ model, openModel }), progress: () => {}, now: () => new Date() },
      log: openLog('silent'),
    };
    await runAsk(askId, deps, new AbortController().signal);
    expect((await comparisonsOf(fresh.database.db, askId)).length).toBe(5);
    const books = await booksOf(fresh);
    expect(books).toMatchObject({ asks: 1, reserved: 0 });
    expect(books.tokens).toBeGreaterThanOrEqual(billOf(server));
  },
);

it('what fails at once, while the loop looks elsewhere, is not tried for ever', async () => {
  let askId = '';
  const before = async (id: string) => {
    askId = id;
    throw new Error('only the row is wanted');
  };
  await putAndRun(fresh, server, { n: 4, before }).catch(() => {});
  const openModel = openModels({ policy: { backoffMs: 1 } });
  let compared = 0;
  const deps: RunDeps = {
    ...{ database: fresh.database, queue: { send: async () => {} } as unknown as Queue, openModel },
    ...{ progress: () => {}, now: () => new Date(), log: openLog('silent') },
    openJudge: (model) => ({
      model,
      compare: async () => {
        compared++;
        throw new TypeError('a mistake in the code');
      },
    }),
  };
  await expect(runAsk(askId, deps, new AbortController().signal)).rejects.toThrow('a mistake in the code');
  expect(compared).toBeLessThanOrEqual(4);
});
