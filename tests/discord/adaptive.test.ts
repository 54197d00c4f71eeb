import { afterEach, describe, expect, it } from 'vitest';
import { ballots } from '../../db/schema/ballots.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import type { Mood } from '../support/quality-server.ts';

let world: World;
afterEach(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

/** Asks and waits for the end of the ballot. @returns the number of comparisons and the message's text. */
async function judged(mood: Partial<Mood>): Promise<{ calls: number; said: string }> {
  world = await startWorld({ TOURNAMENT: 'adaptive', CANDIDATES: '6' }, mood);
  const ada = world.discord.as(world.id('Ada'));
  await ada.slash('ask', { prompt: 'How hard is this?' });
  const { id } = await ada.waitFor((m) => buttonsOf(m).length > 0);
  const calls = (await world.database.db.select().from(comparisons)).length;
  await world.database.db.update(ballots).set({ closesAt: new Date() });
  await dueNow(world.database.sql, 'ballot-close');
  const closed = await ada.waitFor((m) => m.id === id && /Voting is closed/.test(textOf(m)), 15_000);
  return { calls, said: textOf(closed) };
}

describe('the adaptive tournament', () => {
  it('asks little where the judge agrees with itself, much where it does not, and says which it was', async () => {
    const easy = await judged({});
    await world.close();
    // This judge always names the first reply, so it contradicts itself in the other order.
    const hard = await judged({ prefersFirst: () => true });
    expect(easy.calls).toBeLessThan(hard.calls);
    // How many it takes hangs on the seed and on who answers first.
    // It is easy only if the judge is fairly sure.
    expect(easy.said).toMatch(new RegExp(`after ${easy.calls} comparisons(, an easy case: fairly sure|: )`));
    expect(hard.said).toMatch(new RegExp(`after ${hard.calls} comparisons, a hard case`));
  });
});
