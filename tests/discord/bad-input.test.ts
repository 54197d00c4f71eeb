import { afterEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { startWorld, type World } from '../support/bot.ts';
import { choicesOf, filesOf, textOf } from '../support/messages.ts';

let world: World;
const ada = () => world.discord.as(world.id('Ada'));

afterEach(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a question that cannot be taken', () => {
  it('is answered in words, to the person alone, with nothing lost', async () => {
    world = await startWorld();
    const cases: [Record<string, string | number>, RegExp][] = [
      [{ prompt: '   ' }, /question is empty/],
      [{ prompt: 'x'.repeat(6001) }, /6,001 characters, and I can take 6,000 at most/],
      [{ prompt: 'Why?', candidates: 1 }, /whole number from 2 to 16, not 1/],
      [{ prompt: 'Why?', candidates: 17 }, /whole number from 2 to 16, not 17/],
      [{ prompt: 'Why?', effort: 'endless' }, /quick, standard or deep/],
    ];
    for (const [options, words] of cases) {
      const reply = await (await ada().slash('ask', options, { unchecked: true })).response();
      expect(textOf(reply)).toMatch(words);
      expect((reply.flags ?? 0) & 64).toBe(64);
    }
    const kept = world.discord.requests.flatMap(({ files }) => files).find(({ size }) => size === 6001);
    expect(kept?.name).toBe('your-question.txt');
    expect(await world.database.db.select().from(asks)).toEqual([]);
  });

  it('of 6,000 characters is one that can be taken', async () => {
    world = await startWorld();
    await ada().slash('ask', { prompt: 'y'.repeat(6000) });
    await ada().waitFor((m) => choicesOf(m).length > 0);
    expect((await world.database.db.select().from(asks))[0]?.prompt).toHaveLength(6000);
  });

  it('delivered twice is one question', async () => {
    world = await startWorld();
    const answer = await ada().slash('ask', { prompt: 'Once?' });
    await answer.redeliver();
    await ada().waitFor((m) => choicesOf(m).length > 0);
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
  });
});

describe('models that fail', () => {
  it('a dead judge: the best reply so far, unjudged and said so', async () => {
    world = await startWorld({}, { judgeStatus: 401 });
    await ada().slash('ask', { prompt: 'Anyone there?' });
    const message = await ada().waitFor((m) => /unjudged/.test(textOf(m)));
    expect(textOf(message)).toMatch(/Quality \d/);
    expect(textOf(message)).toMatch(/judge could not be reached/);
    expect(choicesOf(message)).toEqual([]);
    expect(world.models.counts.judge).toBeLessThan(12);
    const rows = await world.database.db.select().from(comparisons);
    expect(rows.every(({ invalidReason }) => invalidReason === 'unavailable')).toBe(true);
  });

  it('one candidate: dropped, with its error kept', async () => {
    world = await startWorld({}, { failingCandidates: [1] });
    await ada().slash('ask', { prompt: 'Three of four?' });
    await ada().waitFor((m) => choicesOf(m).length > 0);
    const rows = await world.database.db.select().from(candidates);
    expect(rows.filter(({ state }) => state === 'failed')).toMatchObject([{ error: 'bad-request', text: null }]);
  });

  it('all candidates: a clear failure, with the question kept', async () => {
    world = await startWorld({}, { candidateStatus: 400 });
    await ada().slash('ask', { prompt: `Nobody? ${'z'.repeat(400)}` });
    const message = await ada().waitFor((m) => /No answer this time/.test(textOf(m)));
    expect(textOf(message)).toMatch(/None of the models could write/);
    expect(filesOf(message)).toEqual(['your-question.txt']);
    expect((await world.database.db.select().from(asks))[0]).toMatchObject({
      state: 'failed',
      failure: 'no-candidate',
    });
  });

  it('too slow a judge: at the deadline the best reply so far, unjudged', async () => {
    world = await startWorld({ ASK_DEADLINE_SECONDS: '5' }, { judgeDelay: 60_000 });
    await ada().slash('ask', { prompt: 'In time?' });
    const message = await ada().waitFor((m) => /unjudged/.test(textOf(m)), 12_000);
    expect(textOf(message)).toMatch(/Time ran out/);
  });
});

describe('other ways to ask', () => {
  it('private: for the asker alone, without a vote', async () => {
    world = await startWorld();
    await ada().slash('ask', { prompt: 'Just for me?', private: true });
    const message = await ada().waitFor((m) => /The judge picked this out of/.test(textOf(m)));
    expect(choicesOf(message)).toEqual([]);
    expect(world.discord.messages(world.discord.channelId, world.id('Ben'))).toEqual([]);
  });

  it('open: the pick at once, comparing on the side', async () => {
    world = await startWorld();
    await ada().slash('ask', { prompt: 'Open?', voting: 'open' });
    const message = await ada().waitFor((m) => choicesOf(m).length === 2);
    const ben = world.discord.as(world.id('Ben'));
    const duel = await (await ben.click(message.id, 'Compare')).response();
    expect(choicesOf(duel).map(({ label }) => label)).toEqual(['A is better', 'B is better', 'Tie', 'Both bad']);
    expect(textOf(await (await ben.click(duel.id, 'Tie')).response())).toMatch(/You chose \*\*tie\*\*/);
    expect(textOf(await (await ben.click(message.id, 'Good pick')).response())).toMatch(/You and the judge agree/);
  });
});
