import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callsOf } from '../../db/repo/calls.ts';
import { deletePerson } from '../../db/repo/erase.ts';
import { dayOf, noLimits, unlimited } from '../../src/limits/limits.ts';
import { type BillingServer, type Fault, faults, startBillingServer } from '../support/billing-server.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { runs } from '../support/fuzz.ts';
import { billOf, booksOf, type Case, putAndRun, tidy } from '../support/money.ts';
import { moneyCases } from '../support/money-cases.ts';

let fresh: FreshDatabase;
let server: BillingServer;
beforeAll(async () => {
  [fresh, server] = await Promise.all([freshDatabase(), startBillingServer()]);
});
beforeEach(() => tidy(fresh, server));
afterAll(async () => {
  await server.close();
  await fresh.close();
});

/** Runs a case, and checks all the time that everything billed is settled or reserved. */
async function run(one: Case) {
  let running = true;
  const watching = (async () => {
    while (running) {
      const billed = billOf(server);
      const { tokens, reserved } = await booksOf(fresh);
      expect(tokens + reserved).toBeGreaterThanOrEqual(billed);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  try {
    return await putAndRun(fresh, server, one);
  } finally {
    running = false;
    await watching;
    await server.settled();
  }
}

describe('the books', () => {
  it.each(Object.entries(moneyCases))('hold at least what is billed: %s', async (_name, { case: one, server: set }) => {
    set?.(server);
    const ended = await run(one);
    expect(ended).not.toBeNull();
    const books = await booksOf(fresh);
    expect(billOf(server)).toBeGreaterThan(0);
    expect(books.tokens).toBeGreaterThanOrEqual(billOf(server));
    expect(books).toMatchObject({ asks: 1, reserved: 0 });
    const calls = await callsOf(fresh.database.db, ended?.askId ?? '');
    expect(calls.length).toBeGreaterThanOrEqual(server.billed.calls);
    // Calls that were still running at the settlement have corrected the sum since.
    expect(books.tokens).toBe(calls.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0));
  });

  it.each(Object.entries(moneyCases))(
    'let nobody ask more often than the limit says: %s',
    async (name, { case: one, server: set }) => {
      if (name.includes('deadline') || name.includes('deep')) return;
      set?.(server);
      const limits = { ...noLimits, user: { ...unlimited, asks: 2 } };
      let taken = 0;
      for (let i = 0; i < 4; i++) if (await run({ ...one, limits })) taken++;
      expect(taken).toBe(2);
    },
  );

  it('agree with the bill to the token where the server counts and nothing is cut off', async () => {
    await run({ n: 4, tournament: 'knockout' });
    const books = await booksOf(fresh);
    expect(books.tokens).toBe(billOf(server));
  });

  it('hold what is billed for a question that is deleted while it is answered', async () => {
    server.next = () => 'slow';
    server.slowMs = 5;
    let deleted = false;
    const deleting = (async () => {
      await server.arrived(server.requests.length + 4);
      await fresh.database.db.transaction((tx) => deletePerson(tx, 'ann', dayOf(new Date()).from));
      deleted = true;
    })();
    await run({ n: 4 });
    await deleting;
    expect(deleted).toBe(true);
    const books = await booksOf(fresh, { guildId: 'server', askerHash: 'ann' });
    expect(books.tokens).toBeGreaterThanOrEqual(billOf(server));
    expect(books).toMatchObject({ asks: 1, reserved: 0 });
  });

  it('end a tournament that can afford no more with the best so far, and say so', async () => {
    server.words.thought = 5000;
    const before = (ask: string) => shrinkReservation(ask, 30_000);
    const ended = await run({ n: 6, effort: 'deep', tournament: 'knockout', before });
    expect(ended).toMatchObject({ state: 'voting', cutShort: 'budget', failure: null });
    const calls = await callsOf(fresh.database.db, ended?.askId ?? '');
    expect(calls.filter(({ purpose }) => purpose === 'comparison').length).toBeGreaterThan(1);
    expect(calls.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect((await booksOf(fresh)).tokens).toBeLessThanOrEqual(30_000);
  });

  it('have a sentence for a question that could not even have one reply written', async () => {
    const ended = await run({ n: 2, before: (ask) => shrinkReservation(ask, 1000) });
    expect(ended).toMatchObject({ state: 'failed', failure: 'over-budget' });
    expect(billOf(server)).toBe(0);
    expect(await booksOf(fresh)).toMatchObject({ asks: 0, tokens: 0, reserved: 0 });
    server.words.reply = 4000;
    const one = await run({ n: 4, before: (ask) => shrinkReservation(ask, 12_000) });
    // The budget was enough for one reply, which is the answer.
    expect(one).toMatchObject({ state: 'closed', cutShort: 'budget', failure: null });
  });

  const shrinkReservation = async (askId: string, tokens: number) => {
    await fresh.database.sql`update reservations set tokens = ${tokens} where ask_id = ${askId}`;
  };

  const fault = fc.constantFrom<Fault>(...faults);
  const cases = fc.record({
    n: fc.integer({ min: 2, max: 5 }),
    effort: fc.constantFrom('quick' as const, 'standard' as const, 'deep' as const),
    tournament: fc.constantFrom('adaptive', 'knockout', 'knockout:both', 'elo'),
    deadlineSeconds: fc.constantFrom(1, 20),
    checked: fc.boolean(),
    workersEndAfter: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 2 }),
    killed: fc.boolean(),
  });

  it('hold at least what is billed, whatever befalls a question, and no limit is passed by more than one call', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cases, { minLength: 1, maxLength: 3 }),
        fc.array(fault, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1_000_000, max: 12_000_000 }),
        async (asked, befalls, tokens) => {
          await tidy(fresh, server);
          let at = 0;
          server.slowMs = 3;
          server.next = () => befalls[at++ % befalls.length] ?? 'none';
          server.safe = befalls.length % 4 !== 0;
          const limits = { ...noLimits, user: { ...unlimited, tokens } };
          for (const one of asked) await run({ ...one, limits });
          const books = await booksOf(fresh);
          expect(books.reserved).toBe(0);
          expect(books.tokens).toBeGreaterThanOrEqual(billOf(server));
          if (billOf(server) > 0) expect(books.asks).toBeGreaterThan(0);
          // The limit, and the most that a call in flight can take: one token for every byte.
          expect(books.tokens).toBeLessThanOrEqual(tokens + 100_000);
        },
      ),
      { numRuns: runs(20), endOnFailure: true },
    );
  });
});
