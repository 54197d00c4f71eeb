import type { APIMessage } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, partsOf, textOf } from '../support/messages.ts';

describe('a question, on real parts', () => {
  let world: World;
  let message: APIMessage;
  const person = (name: string) => world.discord.as(world.id(name));
  const channel = () => world.discord.channelId;
  const askRow = async () => (await world.database.db.select().from(asks))[0];

  beforeAll(async () => {
    world = await startWorld({ BALLOT_MINUTES: '60' });
  });
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  it('is acknowledged, worked on and answered with a duel', async () => {
    const answer = await person('Ada').slash('ask', { prompt: 'Why is the sky blue?', candidates: 5 });
    expect(answer.type).toBe(5);
    message = await person('Ada').waitFor((m) => buttonsOf(m).length > 0);
    expect(buttonsOf(message).map(({ label }) => label)).toEqual([
      'A is better',
      'B is better',
      'Tie',
      'Both bad',
      'Just show me',
      'Report',
    ]);
  });

  it('picks the best candidate, because this judge is always right', async () => {
    const ask = await askRow();
    const written = await world.database.db.select().from(candidates);
    const quality = (text: string | null) => Number(/Quality (\d+)/.exec(text ?? '')?.[1]);
    const best = Math.max(...written.map(({ text }) => quality(text)));
    expect(quality(written.find(({ slot }) => slot === ask?.pick)?.text ?? null)).toBe(best);
    expect(written).toHaveLength(5);
    expect(ask).toMatchObject({ state: 'voting', judged: true, cutShort: null });
  });

  it('keeps every comparison raw', async () => {
    const rows = await world.database.db.select().from(comparisons);
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      expect(row).toMatchObject({ format: 'rrm', model: world.models.judgeModel, invalidReason: null });
      expect(row.reasoning).toMatch(/So Assistant [12] is better/);
      expect(row.inputTokens).toBe(100);
    }
  });

  it('hides the pick until the ballot closes: nothing public tells it', async () => {
    const [ballot] = await world.database.db.select().from(ballots);
    const ask = await askRow();
    const sent = world.discord.requests
      .filter(({ ephemeral }) => ephemeral === false)
      .map((r) => JSON.stringify([r.path, r.body, r.files]));
    expect(sent.length).toBeGreaterThan(1);
    const publicly = sent.join('\n');
    expect(publicly).not.toMatch(/judge picked|the judge’s pick|runner|confiden|"pick/i);
    // The message has both answers in the order of the ballot, but not their slots.
    expect(publicly).toContain('### A');
    expect(publicly).not.toContain(`:${ask?.pick}"`);
    expect(ballot?.shown).toContain(ask?.pick);
  });

  it('takes three votes as three rows, and tells each voter alone', async () => {
    for (const [name, label] of [
      ['Ben', 'A is better'],
      ['Chloe', 'B is better'],
      ['Dev', 'Tie'],
    ] as const) {
      const reply = await (await person(name).click(message.id, label)).response();
      expect(textOf(reply)).toMatch(/The judge picked [AB]/);
      expect(world.discord.messages(channel(), world.id('Mira')).some(({ id }) => id === reply.id)).toBe(false);
    }
    const rows = await world.database.db.select().from(votes);
    expect(rows).toHaveLength(3);
    expect(rows.every(({ blind, current }) => blind && current)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(world.id('Ben'));
  });

  it('counts five clicks at once as one vote', async () => {
    const clicks = await Promise.all(
      ['A is better', 'B is better', 'A is better', 'Tie', 'Both bad'].map((label) =>
        person('Mira').click(message.id, label),
      ),
    );
    await Promise.all(clicks.map((click) => click.response()));
    const [ballot] = await world.database.db.select().from(ballots);
    const current = (await world.database.db.select().from(votes)).filter(
      (vote) => vote.current && vote.ballotId === ballot?.id,
    );
    expect(current).toHaveLength(4);
  });

  it('takes a click that is delivered twice once', async () => {
    const before = (await world.database.db.select().from(votes)).length;
    const click = await person('Ben').click(message.id, 'B is better');
    await click.response();
    await click.redeliver();
    await (await person('Ben').click(message.id, 'B is better')).response();
    expect((await world.database.db.select().from(votes)).length).toBe(before + 1);
  });

  it('flags the asker, and a vote after "Just show me" as not blind', async () => {
    const shown = await (await person('Ada').click(message.id, 'Just show me')).response();
    expect(textOf(shown)).toMatch(/The judge’s pick: [AB]/);
    await (await person('Ada').click(message.id, 'Both bad')).response();
    const rows = await world.database.db.select().from(votes).where(eq(votes.choice, 'both_bad'));
    expect(rows.find(({ flags }) => flags.includes('asker'))).toMatchObject({ blind: false });
  });

  it('answers a forged custom_id in words, and counts nothing', async () => {
    const before = (await world.database.db.select().from(votes)).length;
    for (const forged of ['vote:0190a5b0-0000-7000-8000-000000000000:a', 'vote:nonsense:a', 'x']) {
      const reply = await (await person('Ben').click(message.id, forged, { forged: true })).response();
      expect(textOf(reply)).toMatch(/no vote that I know|do not know this button/);
    }
    expect((await world.database.db.select().from(votes)).length).toBe(before);
  });

  it('lets a moderator read the reasoning, and nobody else', async () => {
    const overview = await (await person('Mira').messageMenu('Judge’s reasoning', message.id)).response();
    expect(textOf(overview)).toMatch(/Candidate \d against Candidate \d: Candidate \d won \d–\d/);
    const ask = await askRow();
    const choices = await person('Mira').autocomplete('reasoning', { ask: 'sky' }, 'ask');
    expect(choices).toEqual([{ name: 'Why is the sky blue?', value: ask?.id }]);
    const [picture] = partsOf(overview).flatMap(({ items }) => items ?? []);
    expect(picture?.description).toMatch(/How likely each candidate is the best: .*\(the pick\)/);
    const drawn = await fetch(picture?.media.url ?? '');
    expect(
      Buffer.from(await drawn.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const page = await person('Mira').click(overview.id, 'Next match');
    expect(textOf(await page.response())).toMatch(/Candidate \d has quality \d, Candidate \d has quality \d/);
    const refused = await (
      await person('Ben').slash('reasoning', { ask: ask?.id ?? '' }, { unchecked: true })
    ).response();
    expect(textOf(refused)).toMatch(/Only moderators/);
    const forged = await (await person('Ben').click(message.id, `reasoning:${ask?.id}:0`, { forged: true })).response();
    expect(textOf(forged)).toMatch(/Only moderators/);
  });

  it('knows that a handful of votes is not enough data', async () => {
    const reply = await (await person('Ben').slash('agreement', { days: 7 })).response();
    expect(textOf(reply)).toMatch(/You and the judge, the last 7 days[\s\S]+Not enough data yet/);
    const whole = await (await person('Ben').slash('agreement', {})).response();
    expect(textOf(whole)).toMatch(/You and the judge, since the beginning[\s\S]+as often as you like/);
  });

  it('closes with the pick, the tally and how sure the judge was', async () => {
    const { closeVoting } = await import('../../src/ballots/close.ts');
    const [ballot] = await world.database.db.select().from(ballots);
    expect(await closeVoting({ database: world.database, now: () => new Date() }, ballot?.id ?? '')).toBeNull();
    const newcomer = world.discord.addMember({ name: 'Zoe' }).user.id;
    const early = await (
      await world.discord.as(newcomer).click(message.id, `why:${ballot?.askId}`, { forged: true })
    ).response();
    expect(textOf(early)).toMatch(/Voting is still open/);
    await world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, membersMaySeeWhy: true });
    await world.database.db.update(ballots).set({ closesAt: new Date() });
    await dueNow(world.database.sql, 'ballot-close');
    const closed = await person('Ben').waitFor(
      (m) => m.id === message.id && /The judge picked [AB]/.test(textOf(m)),
      15_000,
    );
    expect(textOf(closed)).toMatch(/Voting is closed. \d votes/);
    expect(buttonsOf(closed).map(({ label }) => label)).toEqual(['Why?', 'Report']);
    await expect.poll(async () => (await askRow())?.interactionToken).toBeNull();
    const late = await (await person('Ben').click(message.id, `vote:${ballot?.id}:a`, { forged: true })).response();
    expect(textOf(late)).toMatch(/has closed.*does not count/);
  });

  it('tells members why, where the server allows it, and only where', async () => {
    const why = await (await person('Ben').click(message.id, 'Why?')).response();
    expect(textOf(why)).toMatch(/### Why [AB]\?\n[AB] met \d other repl.* won against [\s\S]+is better/);
    expect(textOf(why)).not.toMatch(/Assistant|Candidate \d/);
    expect(world.discord.violations).toEqual([]);
    await world.database.db.update(guildSettings).set({ membersMaySeeWhy: false });
    expect(textOf(await (await person('Ben').click(message.id, 'Why?')).response())).toMatch(/does not show why/);
    const other = 'why:0190a5b0-0000-7000-8000-000000000000';
    const forged = await (await person('Ben').click(message.id, other, { forged: true })).response();
    expect(textOf(forged)).toMatch(/no question that I know here/);
  });
});
