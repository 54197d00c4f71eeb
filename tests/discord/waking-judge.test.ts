import { MessageFlags } from 'discord.js';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, textOf } from '../support/messages.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const rowOf = async (prompt: string) =>
  (await world.database.db.select().from(asks)).find((ask) => ask.prompt === prompt);
const repliesTo = (askId: string) =>
  world.database.db.select().from(candidates).where(eq(candidates.askId, askId)).orderBy(candidates.slot);

afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('while the judge is being started', () => {
  beforeAll(async () => {
    world = await startWorld({ ASK_DEADLINE_SECONDS: '40' });
    world.models.mood.judgeStatus = 503;
  });

  it('one of the replies is there at once, marked, without anything to vote on or to report', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is the sky blue?', candidates: 4 });
    const early = await person('Ada').waitFor((m) => textOf(m).includes('Not judged yet'));
    const ask = await rowOf('Why is the sky blue?');
    expect(ask).toMatchObject({ state: 'judging', waitingFor: 'judge', pick: null });
    const shown = (await repliesTo(ask?.id ?? '')).filter(({ text }) => textOf(early).includes(text ?? '?'));
    expect(shown.map(({ slot }) => slot)).toEqual([ask?.settings.shownEarly]);
    expect(textOf(early)).toMatch(/drawn by lot[\s\S]+The judge is being started[\s\S]+this reply stays, unjudged/);
    expect(buttonsOf(early)).toEqual([]);
  });

  it('becomes the duel when the judge is there, and a vote on it is blind', async () => {
    const before = await rowOf('Why is the sky blue?');
    world.models.mood.judgeStatus = 200;
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes('> Why is the sky blue?') && buttonsOf(m).some(({ label }) => label === 'A is better'),
      25_000,
    );
    expect(textOf(duel)).not.toContain('Not judged yet');
    expect(filesOf(duel)).toEqual([]);
    const ask = await rowOf('Why is the sky blue?');
    expect(ask).toMatchObject({ state: 'voting', judged: true, cutShort: null, waitingFor: null });
    expect(ask?.settings.shownEarly).toBe(before?.settings.shownEarly);
    const button = buttonsOf(duel).find(({ label }) => label === 'A is better');
    await person('Ben').click(duel.id, button && 'custom_id' in button ? button.custom_id : '');
    await expect.poll(async () => (await world.database.db.select().from(votes)).length).toBe(1);
    expect((await world.database.db.select().from(votes))[0]).toMatchObject({ blind: true });
  });
});

describe('a judge that never wakes', () => {
  let judge: QualityServer;
  beforeAll(async () => {
    await world.close();
    judge = await startQualityServer({ judgeStatus: 503 });
    // Longer than the pauses before a call's further attempts, which are drawn up to seven seconds in all:
    // only after the last one is the judge known to be asleep.
    world = await startWorld({ ASK_DEADLINE_SECONDS: '9', JUDGE_MODEL: judge.judgeModel });
  });
  afterAll(() => judge.close());

  it('leaves a private question’s reply to its asker alone', async () => {
    await person('Ben').slash('ask', { prompt: 'What is my secret?', private: true });
    const early = await person('Ben').waitFor((m) => textOf(m).includes('Not judged yet'));
    const end = await person('Ben').waitFor((m) => textOf(m).includes('is **unjudged**'), 20_000);
    for (const message of [early, end]) expect((message.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0);
    const ask = await rowOf('What is my secret?');
    expect(ask?.pick).toBe(ask?.settings.shownEarly);
  });

  it('leaves the reply that everybody has read, unjudged and without a vote', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is the sea salty?', candidates: 4 });
    await person('Ada').waitFor((m) => textOf(m).includes('Not judged yet'));
    const end = await person('Ada').waitFor((m) => textOf(m).includes('is **unjudged**'), 20_000);
    const ask = await rowOf('Why is the sea salty?');
    expect(ask).toMatchObject({ state: 'closed', judged: false, cutShort: 'deadline' });
    expect(ask?.pick).toBe(ask?.settings.shownEarly);
    const [pick] = (await repliesTo(ask?.id ?? '')).filter(({ slot }) => slot === ask?.pick);
    expect(textOf(end)).toContain(pick?.text);
    expect(await world.database.db.select().from(ballots)).toEqual([]);
  });
});
