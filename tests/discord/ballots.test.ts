import { type APIMessage, type APISelectMenuComponent, ComponentType } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { orderFor } from '../../src/ballots/order.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, partsOf, textOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld({ BALLOT_VOTES: '3', PSEUDONYM_KEY: KEY });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

const menuOf = (message: APIMessage) =>
  partsOf(message).find(({ type }) => type === ComponentType.StringSelect) as unknown as APISelectMenuComponent & {
    options: { value: string; label: string }[];
  };

async function choose(name: string, publicId: string, value: string, how?: { forged?: boolean }): Promise<APIMessage> {
  const answers = await (await person(name).click(publicId, 'Read them and vote')).response();
  const menu = menuOf(answers);
  return (await person(name).select(answers.id, menu.custom_id, [value], how)).response();
}

describe('a ballot of all answers', () => {
  let message: APIMessage;
  const rows = () => world.database.db.select().from(votes);

  it('says how many answers there are, and shows none in public', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is the sky blue?', candidates: 4, voting: 'ballot' });
    message = await person('Ada').waitFor((m) => buttonsOf(m).length > 0);
    expect(textOf(message)).toMatch(/\*\*4 answers are in\. Which is the best\?\*\*[\s\S]+or after 3 votes/);
    const open = world.discord.requests.filter(({ ephemeral }) => ephemeral === false);
    expect(JSON.stringify(open.map(({ body }) => body))).not.toMatch(/Quality \d/);
  });

  it('shows each voter all of them in an order of their own', async () => {
    const [ask] = await world.database.db.select().from(asks);
    const [ballot] = await world.database.db.select().from(ballots);
    if (!ask || !ballot) throw new Error('no ballot');
    expect(ballot).toMatchObject({ kind: 'ballot', opponentPolicy: 'all', opponentProbability: 1, closesAtVotes: 3 });
    for (const name of ['Ben', 'Chloe']) {
      const answers = await (await person(name).click(message.id, 'Read them and vote')).response();
      expect(menuOf(answers).options.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'Tie', 'None']);
      const reply = await choose(name, message.id, 'b');
      expect(textOf(reply)).toMatch(/The judge picked \*?\*?[A-D][\s\S]+You chose \*\*B\*\*/);
      const voterHash = pseudonym(KEY, world.id(name));
      const [row] = (await rows()).filter((vote) => vote.voterHash === voterHash);
      expect(row).toMatchObject({ slot: orderFor(ballot, ask.seed, voterHash)[1], position: 1, blind: true });
    }
  });

  it('counts nothing that the menu does not offer', async () => {
    for (const forged of ['e', 'good', '__proto__', '0']) {
      expect(textOf(await choose('Dev', message.id, forged, { forged: true }))).toMatch(/no vote that I know/);
    }
    expect(await rows()).toHaveLength(2);
  });

  it('closes when as many have voted as it waits for, and tells the pick and the tally', async () => {
    await choose('Dev', message.id, 'tie');
    const closed = await person('Ben').waitFor(
      (m) => m.id === message.id && /The judge’s pick/.test(textOf(m)),
      15_000,
    );
    expect(textOf(closed)).toMatch(/\*\*1\*\* Tie[\s\S]+Voting is closed\. 3 votes on 4 answers/);
  });
});

describe('why somebody voted so', () => {
  it('is asked after the vote, and kept beside it', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is the sea salty?', candidates: 2 });
    const duel = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const reply = await (await person('Ben').click(duel.id, 'A is better')).response();
    const { modal } = await person('Ben').click(reply.id, 'Say why');
    if (!modal) throw new Error('no form was opened');
    const thanks = await person('Ben').submitModal(modal, { decisive: ['correct', 'style'], text: ' It says why. ' });
    expect(textOf(await thanks.response())).toMatch(/Thank you/);
    const given = (await world.database.db.select().from(votes)).filter(({ reasonText }) => reasonText !== null);
    expect(given).toMatchObject([{ reasons: ['correct', 'style'], reasonText: 'It says why.', position: 0 }]);
  });

  it('stays with the vote it was given for when the voter changes their mind', async () => {
    const duel = await person('Ben').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    await (await person('Ben').click(duel.id, 'Both bad')).response();
    const mine = await world.database.db
      .select()
      .from(votes)
      .where(eq(votes.voterHash, pseudonym(KEY, world.id('Ben'))));
    const [, before, after] = mine.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    expect(before).toMatchObject({ current: false, reasons: ['correct', 'style'] });
    expect(after).toMatchObject({ current: true, reasons: [], reasonText: null });
  });

  it('needs a vote', async () => {
    const duel = await person('Chloe').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const [ballot] = (await world.database.db.select().from(ballots)).filter(({ kind }) => kind === 'duel');
    const forged = await person('Chloe').click(duel.id, `reason:${ballot?.id}`, { forged: true });
    if (!forged.modal) throw new Error('no form was opened');
    const reply = await person('Chloe').submitModal(forged.modal, { text: 'because' });
    expect(textOf(await reply.response())).toMatch(/no vote of yours/);
  });
});

describe('an open ballot', () => {
  it('counts the answer that stands above the button, and nothing from a view of before', async () => {
    await person('Ada').slash('ask', { prompt: 'Why is ice slippery?', candidates: 3, voting: 'open' });
    const open = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'Good pick'), 15_000);
    const [row] = (await world.database.db.select().from(ballots)).filter(({ kind }) => kind === 'open');
    if (!row) throw new Error('no ballot');
    const mine = async () =>
      (await world.database.db.select().from(votes)).filter(({ ballotId }) => ballotId === row.id);
    for (const letter of ['a', 'b']) {
      const old = await person('Ben').click(open.id, `vote:${row.id}:${letter}`, { forged: true });
      expect(textOf(await old.response())).toMatch(/no vote that I know/);
    }
    expect(await mine()).toEqual([]);
    const compared = await (await person('Ben').click(open.id, 'Compare')).response();
    const above = (letter: string) => new RegExp(`### ${letter}\\n(Quality \\d+)`).exec(textOf(compared))?.[1];
    await (await person('Ben').click(compared.id, 'B is better')).response();
    const texts = await world.database.db.select().from(candidates).where(eq(candidates.askId, row.askId));
    const [vote] = await mine();
    expect(vote).toMatchObject({ position: 1, slot: row.shown[1] });
    expect(texts.find(({ slot }) => slot === vote?.slot)?.text).toContain(above('B'));
  });
});

describe('the words above the buttons', () => {
  it('say when the pick is shown: after one’s own vote, or at the end where the server keeps it', async () => {
    const duelOf = async (prompt: string) => {
      await person('Ada').slash('ask', { prompt, candidates: 2 });
      const about = (m: APIMessage) => textOf(m).includes(prompt) && buttonsOf(m).length > 1;
      return textOf(await person('Ada').waitFor(about, 15_000));
    };
    expect(await duelOf('Why is fire hot?')).toMatch(
      /You see its pick once you have voted, and everybody does at the end of voting \(<t:/,
    );
    const { guildId } = world.discord;
    await world.database.db.insert(guildSettings).values({ guildId, hidePick: true });
    expect(await duelOf('Why is snow white?')).toMatch(/has chosen too\. Its pick is shown at the end of voting \(<t:/);
    await world.database.db.delete(guildSettings);
  });
});
