import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getAsk, moveAsk, takeUpAsk, unfinished } from '../../db/repo/asks.ts';
import { callsOf } from '../../db/repo/calls.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { standingOf } from '../../db/repo/reservations.ts';
import { asks } from '../../db/schema/asks.ts';
import { reservations } from '../../db/schema/reservations.ts';
import { usage } from '../../db/schema/usage.ts';
import { createAsk } from '../../src/asks/create.ts';
import { finishWithFailure } from '../../src/asks/finish.ts';
import { openAskMeter } from '../../src/asks/spending/ask-meter.ts';
import { dayOf } from '../../src/limits/limits.ts';
import type { Spent } from '../../src/models/meter.ts';
import { ModelError } from '../../src/models/model-error.ts';
import { openLog } from '../../src/ops/log.ts';
import type { Queue } from '../../src/ops/queue.ts';
import type { Failure } from '../../src/terms.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
beforeEach(async () => {
  await fresh.database.db.delete(asks);
  await fresh.database.db.delete(usage);
});
afterAll(() => fresh.close());

const now = () => new Date();
let interaction = 0;
const most = (inputTokens: number, outputTokens = 0, costUsd: number | null = null): Spent => ({
  ...{ inputTokens, outputTokens, costUsd },
});
const done = { estimated: false, outcome: 'done' };
const fail = (askId: string, failure: Failure) => finishWithFailure({ ...fresh, now }, { askId, failure });
const spent = () => fresh.database.db.select().from(usage);

/** Creates an ask with this much reserved, which a worker has taken up. */
async function begun(tokens = 10_000, usd = 0) {
  const { applicationId, channelId, prompt, effort, voting, settings } = askRow();
  const noQueue = { send: async () => {} } as unknown as Queue;
  const asked = { interactionId: `m${interaction++}`, interactionToken: null, applicationId, guildId: 's', channelId };
  const more = { askerHash: 'ann', prompt, n: 2, effort, voting, private: false, settings };
  const { id = '' } = (await createAsk({ database: fresh.database, queue: noQueue, now }, { ...asked, ...more })) ?? {};
  await fresh.database.db.update(reservations).set({ tokens, costUsd: usd });
  return { id, meter: await takenUp(id) };
}

async function takenUp(id: string) {
  const ask = await takeUpAsk(fresh.database.db, id, { state: 'writing' });
  if (!ask) throw new Error('the ask has ended');
  return openAskMeter(ask, { database: fresh.database, now, log: openLog('silent') });
}

const codeOf = (error: unknown) => (error instanceof ModelError ? error.code : error);
const refusal = (begin: Promise<unknown>) => begin.then(() => 'begun', codeOf);
const standing = async () => {
  const { used, reserved } = await standingOf(fresh.database.db, {}, dayOf(now()));
  return { used: used.tokens, reserved: reserved.tokens, usd: used.usd };
};

describe('the meter of an ask', () => {
  it('writes a call down before it is sent, with its most, and then what it took', async () => {
    const { id, meter } = await begun();
    const ticket = await meter.of('candidate').begin('hf:a', most(100, 900, 0.5 - 0.5));
    expect(await callsOf(fresh.database.db, id)).toMatchObject([
      { purpose: 'candidate', model: 'hf:a', inputTokens: 100, outputTokens: 900, estimated: true, outcome: null },
    ]);
    await ticket.end(most(40, 7), done);
    await ticket.end(most(9999, 9999), done);
    expect(await callsOf(fresh.database.db, id)).toMatchObject([
      { inputTokens: 40, outputTokens: 7, costUsd: null, estimated: false, outcome: 'done' },
    ]);
  });

  it('refuses what the ask has not set aside, in tokens and in dollars, and counts what earlier workers began', async () => {
    const { id, meter } = await begun(1000, 0.1);
    await meter.of('candidate').begin('hf:a', most(600, 0, 0.02));
    // The worker dies and the call never ends, so the most that it could take stays booked.
    const next = await takenUp(id);
    expect(await refusal(next.of('comparison').begin('hf:a', most(401)))).toBe('over-budget');
    expect(await refusal(next.of('comparison').begin('hf:a', most(1, 0, 0.09)))).toBe('over-budget');
    const last = await next.of('comparison').begin('hf:a', most(400, 0, 0.08));
    await last.end(most(10, 0, 0.001), done);
    expect(await refusal(next.of('check').begin('hf:a', most(390, 0, 0.07)))).toBe('begun');
  });

  it('lets a worker begin nothing that has lost the ask, but end what it began', async () => {
    const { id, meter } = await begun();
    const ticket = await meter.of('candidate').begin('hf:a', most(500, 500));
    const next = await takenUp(id);
    expect(await refusal(meter.of('candidate').begin('hf:a', most(1)))).toBe('aborted');
    expect(() => meter.check()).not.toThrow();
    await ticket.end(most(5, 5), done);
    await (await next.of('candidate').begin('hf:a', most(10, 10))).end(most(8, 2), done);
    await fail(id, 'internal');
    expect(await spent()).toMatchObject([{ calls: 2, inputTokens: 13, outputTokens: 7, estimatedCalls: 0, asks: 1 }]);
  });

  it('lets nothing begin once the ask has ended or is gone', async () => {
    const one = await begun();
    await fail(one.id, 'internal');
    expect(await refusal(one.meter.of('candidate').begin('hf:a', most(1)))).toBe('aborted');
    expect(await spent()).toMatchObject([{ calls: 0, asks: 0 }]);
    const other = await begun();
    await fresh.database.db.transaction((tx) => deleteAsk(tx, other.id));
    expect(await refusal(other.meter.of('candidate').begin('hf:a', most(1)))).toBe('aborted');
  });

  it('has what is on its way in the sum with its most, and corrects the sum when it ends', async () => {
    const { id, meter } = await begun();
    const tickets = await Promise.all([1, 2, 3].map(() => meter.of('comparison').begin('hf:a', most(1000, 500, null))));
    await fail(id, 'internal');
    expect(await spent()).toMatchObject([
      { calls: 3, inputTokens: 3000, outputTokens: 1500, estimatedCalls: 3, asks: 1 },
    ]);
    await Promise.all(tickets.slice(1).map((ticket) => ticket.end(most(10, 5, 0.25), done)));
    expect(await spent()).toMatchObject([
      { calls: 3, inputTokens: 1020, outputTokens: 510, costUsd: 0.5, unpricedCalls: 1, estimatedCalls: 1 },
    ]);
    await tickets[0]?.end(most(0, 0, 0), { estimated: false, outcome: 'aborted' });
    expect(await spent()).toMatchObject([{ inputTokens: 20, outputTokens: 10, estimatedCalls: 0, asks: 1 }]);
  });

  it('finds that an ask without an answer was no question after all, where nothing of it cost anything', async () => {
    const { id, meter } = await begun();
    const ticket = await meter.of('candidate').begin('hf:a', most(1000, 500));
    await fail(id, 'unseen');
    expect(await spent()).toMatchObject([{ asks: 1 }]);
    await ticket.end(most(0, 0, 0), { estimated: false, outcome: 'unavailable' });
    expect(await spent()).toMatchObject([{ asks: 0, inputTokens: 0 }]);
  });

  it('sums up once, whoever ends while it is settled', async () => {
    for (let round = 0; round < 10; round++) {
      await fresh.database.db.delete(usage);
      const { id, meter } = await begun();
      const tickets = await Promise.all(
        Array.from({ length: 5 }, () => meter.of('candidate').begin('hf:a', most(100))),
      );
      await Promise.all([fail(id, 'internal'), ...tickets.map((ticket, i) => ticket.end(most(i + 1), done))]);
      expect(await spent()).toMatchObject([{ inputTokens: 15, calls: 5, estimatedCalls: 0 }]);
    }
  });

  it.each([
    ['less than nothing', -5_000_000, -1],
    ['no whole number', 1.5, 2],
    ['no number', Number.NaN, 1],
    ['text', '100', 1],
    ['without end', Number.POSITIVE_INFINITY, 1],
    ['nothing at all', undefined, 1],
  ])('believes no count that is %s: the most stands', async (_what, input, output) => {
    const { id, meter } = await begun();
    const ticket = await meter.of('candidate').begin('hf:a', most(300, 200));
    await ticket.end({ inputTokens: input as number, outputTokens: output, costUsd: null }, done);
    expect(await callsOf(fresh.database.db, id)).toMatchObject([
      { inputTokens: 300, outputTokens: 200, estimated: true, outcome: 'done' },
    ]);
  });

  it('has what a server takes beyond its most against the limits at once, and holds more than the database can', async () => {
    const { id, meter } = await begun(10_000);
    const tickets = await Promise.all([1, 2].map(() => meter.of('candidate').begin('hf:a', most(10, 10))));
    await tickets[0]?.end(most(2_000_000_000, 1), done);
    expect((await standing()).reserved).toBeGreaterThanOrEqual(2_000_000_000);
    await tickets[1]?.end(most(9_000_000_000, 1_000_000_000), done);
    expect(await refusal(meter.of('candidate').begin('hf:a', most(1)))).toBe('over-budget');
    await fail(id, 'internal');
    expect(await spent()).toMatchObject([{ inputTokens: 2_147_483_647, outputTokens: 1_000_000_001, asks: 1 }]);
  });

  it('keeps the most of what it could not write down, and says what kept a call from being written', async () => {
    const { id, meter } = await begun(1000);
    const ticket = await meter.of('candidate').begin('hf:a', most(600));
    await fresh.database.sql`alter table calls rename to calls_away`;
    try {
      await ticket.end(most(1), done);
      expect(await refusal(meter.of('candidate').begin('hf:a', most(1)))).toBe('aborted');
      expect(() => meter.check()).toThrow();
    } finally {
      await fresh.database.sql`alter table calls_away rename to calls`;
    }
    await meter.settled();
    expect(await refusal(meter.of('candidate').begin('hf:a', most(401)))).toBe('over-budget');
    expect(await callsOf(fresh.database.db, id)).toMatchObject([{ inputTokens: 600, outcome: null }]);
  });

  it('books an ask that is deleted with all that it had set aside, and its calls', async () => {
    const { id, meter } = await begun(10_000, 0.5);
    const ticket = await meter.of('candidate').begin('hf:a', most(100, 100));
    await fresh.database.db.transaction((tx) => deleteAsk(tx, id));
    await ticket.end(most(5, 5), done);
    expect(await spent()).toMatchObject([{ asks: 1, inputTokens: 10_000, costUsd: 0.5, calls: 1, estimatedCalls: 1 }]);
    expect(await getAsk(fresh.database.db, id)).toBeNull();
  });

  it('never lets workers who all believe that the ask is theirs pass what it has set aside', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, meter } = await begun(1000);
      const meters = [meter, await takenUp(id), await takenUp(id)];
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          refusal(meters[i % 3]?.of('candidate').begin('hf:a', most(90)) ?? Promise.reject()),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'begun').length).toBeLessThanOrEqual(11);
      const rows = await callsOf(fresh.database.db, id);
      expect(rows.reduce((sum, row) => sum + row.inputTokens, 0)).toBeLessThanOrEqual(1000);
      await moveAsk(fresh.database.db, id, unfinished, { state: 'failed', failure: 'internal' });
    }
  });
});
