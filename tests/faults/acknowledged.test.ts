import { afterEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { reservations } from '../../db/schema/reservations.ts';
import { usage } from '../../db/schema/usage.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

describe('a question', () => {
  it('has its row when its asker is told that it was taken', async () => {
    world = await startWorld();
    const ada = world.discord.as(world.id('Ada'));
    for (let i = 0; i < 5; i++) {
      await ada.slash('ask', { prompt: `Question ${i}?` });
      expect(await world.database.db.select().from(asks)).toHaveLength(i + 1);
    }
  });

  it('is acknowledged in time where the database is slow, and answered when it can be', async () => {
    world = await startWorld();
    const here = world;
    const ada = here.discord.as(here.id('Ada'));
    await here.database.db.transaction(async (tx) => {
      await tx.execute('lock table asks in access exclusive mode');
      expect((await ada.slash('ask', { prompt: 'Why?' })).type).toBe(5);
    });
    await ada.waitFor((message) => buttonsOf(message).length > 0, 40_000);
  });

  it('that a limit refuses is refused in words, although the refusal is known before the acknowledgement', async () => {
    world = await startWorld({ USER_ASKS_A_DAY: '1' }, { candidateDelay: 60_000 });
    const ada = world.discord.as(world.id('Ada'));
    await ada.slash('ask', { prompt: 'First?' });
    expect(textOf(await (await ada.slash('ask', { prompt: 'Second?' })).response())).toMatch(/limit of \*\*1 question/);
  });

  it('whose asker was never told is given up, and counts for what it had begun', async () => {
    world = await startWorld({}, { candidateDelay: 60_000 });
    const { db } = world.database;
    const ada = world.discord.as(world.id('Ada'));
    // As if the process had died after writing the row and before the acknowledgement.
    world.discord.faults.failRest(/callback/, 400, 1);
    await ada.slash('ask', { prompt: 'Why?' }).catch(() => {});
    await expect
      .poll(async () => (await db.select().from(asks))[0], { timeout: 20_000 })
      .toMatchObject({ state: 'failed', failure: 'unseen' });
    expect(await db.select().from(reservations)).toEqual([]);
    // The models may or may not have been asked by then.
    const [booked] = await db.select().from(usage);
    expect(booked?.asks).toBe((booked?.inputTokens ?? 0) > 0 ? 1 : 0);
  });
});
