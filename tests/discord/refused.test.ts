import { REST } from 'discord.js';
import { type APIMessage, ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { desc } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { eraseMessage } from '../../src/discord/erase-message.ts';
import { openLog } from '../../src/ops/log.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { buttonsOf, choicesOf, filesOf, textOf } from '../support/messages.ts';

const ALWAYS = 10_000;
const { AttachFiles, ReadMessageHistory, SendMessages } = PermissionFlagsBits;

let world: World;
const logged: string[] = [];
const person = (name: string) => world.discord.as(world.id(name));
const newest = async () => (await world.database.db.select().from(asks).orderBy(desc(asks.id)).limit(1))[0];
const jobs = async (name: string) =>
  (
    await world.database
      .sql`select state::text from pgboss.job where name = ${name} and state not in ('completed', 'created')`
  ).map(({ state }) => state);
const seenBy = (name: string) => world.discord.messages(world.discord.channelId, world.id(name));
const ended = (state: string) => expect.poll(async () => (await newest())?.state, { timeout: 15_000 }).toBe(state);
const sends = (from: number, matches: RegExp) =>
  world.discord.requests.slice(from).filter(({ method, path }) => method !== 'GET' && matches.test(path));

beforeAll(async () => {
  world = await startWorld({ LOG_LEVEL: 'info' }, {}, {}, (line) => logged.push(line));
});
afterAll(() => world.close());
afterEach(() => {
  world.discord.faults.mend();
  world.discord.faults.denyBot(world.discord.channelId, 0n);
  world.models.mood.write = write;
  Object.assign(world.models.mood, { judgeStatus: 200, judgeDelay: 0 });
});
let write: World['models']['mood']['write'];
beforeAll(() => {
  write = world.models.mood.write;
});

const ask = async (prompt: string, more = {}) =>
  (await person('Ada').slash('ask', { prompt, candidates: 2, ...more })).response();
const saysFor = (words: RegExp) => person('Ada').waitFor((m) => words.test(textOf(m)), 15_000);

describe('AutoMod', () => {
  it('refuses a question: its asker reads why, without the question, and no judge is asked', async () => {
    const from = world.discord.requests.length;
    world.discord.faults.refuseRest({ match: /messages/, says: /heckledy/, code: 200000 }, ALWAYS);
    await ask('What is heckledy?');
    const said = await saysFor(/cannot be shown here.*AutoMod/s);
    expect(textOf(said)).not.toMatch(/heckledy|Judging|Writing/);
    await ended('failed');
    expect((await newest())?.failure).toBe('automod');
    await expect.poll(() => jobs('ask-run')).toEqual([]);
    expect(sends(from, /messages/).filter(({ status }) => status === 400)).toHaveLength(1);
  });

  it.each<['en' | 'de', string, RegExp]>([
    ['en', 'a bar that it let through before', /cannot be shown here.*AutoMod/s],
    ['de', 'a bar in the server’s language', /lässt sich hier nicht zeigen.*AutoMod/s],
  ])('changes while an ask is under way (%s, %s): words, and no vote', async (language, _, words) => {
    const { guildId } = world.discord;
    await world.database.db.insert(guildSettings).values({ guildId, language });
    world.models.mood.judgeDelay = 1500;
    const { id } = await ask(`What changes in ${language}?`);
    const quoted = (m: APIMessage) => m.id === id && textOf(m).includes(`What changes in ${language}?`);
    await person('Ada').waitFor(quoted, 15_000);
    // From now on the question is no longer let through, in whatever stage it stands.
    world.discord.faults.refuseRest({ match: /messages/, says: /What changes/, code: 200000 }, ALWAYS);
    const said = await person('Ada').waitFor((m) => m.id === id && words.test(textOf(m)), 15_000);
    expect(textOf(said)).not.toMatch(/What changes/);
    await ended('failed');
    expect(await newest()).toMatchObject({ prompt: `What changes in ${language}?`, failure: 'automod', pick: null });
    await expect.poll(() => jobs('ask-run')).toEqual([]);
    await world.database.db.delete(guildSettings);
  });

  it('refuses the reply that is shown early: the stage stays, and the answer passes', async () => {
    world.models.mood.judgeStatus = 503;
    world.discord.faults.refuseRest({ match: /messages/, says: /Not judged yet/, code: 200000 }, ALWAYS);
    const from = world.discord.requests.length;
    const { id } = await ask('Which of them passes?');
    const refused = () => sends(from, /messages/).filter(({ status }) => status === 400).length;
    await expect.poll(refused, { timeout: 20_000 }).toBeGreaterThan(0);
    const stage = seenBy('Ada').find((m) => m.id === id)!;
    expect(textOf(stage)).toMatch(/Which of them passes/);
    expect(textOf(stage)).not.toMatch(/Not judged yet|AutoMod/);
    world.models.mood.judgeStatus = 200;
    await person('Ada').waitFor((m) => m.id === id && choicesOf(m).length > 0, 30_000);
    expect(await newest()).toMatchObject({ prompt: 'Which of them passes?', state: 'voting', judged: true });
  });

  it('refuses an answer: the ask has failed, and nobody votes on what nobody saw', async () => {
    world.discord.faults.refuseRest({ match: /messages/, says: /Quality/, code: 200000 }, ALWAYS);
    const { id } = await ask('Which one passes?');
    await saysFor(/cannot be shown here.*AutoMod/s);
    await ended('failed');
    const shown = { failure: 'automod', messageId: id, interactionToken: null, pick: null };
    await expect.poll(newest).toMatchObject(shown);
    const left = await world.database.db.select().from(ballots);
    expect(left.map(({ askId }) => askId)).not.toContain((await newest())?.id);
    await expect.poll(() => jobs('ask-run')).toEqual([]);
  });

  it('lets nothing through at all: the asker is told alone, and no placeholder is left', async () => {
    world.discord.faults.refuseRest({ match: /@original/, method: 'PATCH', code: 200000 }, ALWAYS);
    await person('Ada').slash('ask', { prompt: 'Anything?', candidates: 2 });
    await ended('failed');
    const told = await person('Ada').waitFor((m) => ((m.flags ?? 0) & 64) !== 0 && /AutoMod/.test(textOf(m)), 15_000);
    expect(seenBy('Ben').map(({ id }) => id)).not.toContain(told.id);
    expect(seenBy('Ben').filter(({ flags }) => ((flags ?? 0) & 128) !== 0)).toEqual([]);
  });

  it('refuses the closing: the votes stay, the message says why, and the job is done', async () => {
    await ask('Who closes this?');
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes('Who closes this?') && choicesOf(m).length > 0,
      15_000,
    );
    await (await person('Ben').click(duel.id, 'Tie')).response();
    world.discord.faults.refuseRest({ match: /messages/, says: /judge picked/, code: 200000 }, ALWAYS);
    await world.database.db.update(ballots).set({ closesAt: new Date() });
    await dueNow(world.database.sql, 'ballot-close');
    const closed = await person('Ada').waitFor((m) => m.id === duel.id && /AutoMod/.test(textOf(m)), 20_000);
    expect(buttonsOf(closed)).toEqual([]);
    await ended('closed');
    expect(await world.database.db.select().from(votes)).toHaveLength(1);
    await expect.poll(() => jobs('ballot-close')).toEqual([]);
  });

  it('refuses what one person reads: they read why', async () => {
    await ask('Who votes here?');
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes('Who votes here?') && choicesOf(m).length > 0,
      15_000,
    );
    world.discord.faults.refuseRest({ match: /webhooks/, says: /You chose/, code: 200000 }, ALWAYS);
    const reply = await (await person('Ben').click(duel.id, 'Tie')).response();
    expect(textOf(reply)).toMatch(/A filter did not let the message through/);
  });

  it('is explained in the server’s language', async () => {
    const { guildId } = world.discord;
    await world.database.db.insert(guildSettings).values({ guildId, language: 'de' });
    world.discord.faults.refuseRest({ match: /messages/, says: /Verboten/, code: 200001 }, ALWAYS);
    await ask('Was ist hier Verboten?');
    const said = await saysFor(/lässt sich hier nicht zeigen.*AutoMod/s);
    expect(textOf(said)).not.toMatch(/Verboten/);
    await world.database.db.delete(guildSettings);
  });
});

describe('a refusal of another kind', () => {
  it.each([
    ['an invalid form', { code: 50035, errors: { 'components.0': 'X' } }],
    ['a code that nobody knows', { code: 987_654 }],
    ['no access', { code: 50001, status: 403 }],
  ])('%s ends in words, is not tried again, and is logged by its code', async (_, refusal) => {
    const from = logged.length;
    const words = /cannot be shown here/;
    world.discord.faults.refuseRest({ match: /@original/, says: /Quality/, ...refusal }, ALWAYS);
    const { id } = await ask('What is wrong with it?');
    await person('Ada').waitFor((m) => m.id === id && words.test(textOf(m)), 15_000);
    await ended('failed');
    expect((await newest())?.failure).toBe(refusal.code === 50001 ? 'no-permission' : 'not-accepted');
    await expect.poll(() => jobs('ask-run')).toEqual([]);
    const lines = logged.slice(from).join('\n');
    expect(lines).toContain(`"code":${refusal.code}`);
    expect(lines).not.toMatch(/What is wrong with it|Quality/);
  });

  it('a limit of edits is waited for', async () => {
    world.discord.faults.refuseRest({ match: /@original/, says: /Quality/, code: 30046, status: 429 }, 1);
    const { id } = await ask('Too many edits?');
    await person('Ada').waitFor((m) => m.id === id && choicesOf(m).length > 0, 15_000);
  });

  it('files that are too large are left out, and the message says so', async () => {
    world.models.mood.write = (n) => `Quality ${n}. ${'A long answer. '.repeat(600)}${n}`;
    world.discord.faults.refuseRest({ match: /@original/, says: /attachment:/, code: 40005, status: 413 }, ALWAYS);
    const { id } = await ask('How long?');
    const shown = await person('Ada').waitFor((m) => m.id === id && choicesOf(m).length > 0, 15_000);
    expect(filesOf(shown)).toEqual([]);
    expect(textOf(shown)).toMatch(/files are left out/);
    expect(await newest()).toMatchObject({ state: 'voting' });
  });

  it('a dead token before its time: the answer comes as the bot’s own', async () => {
    const { id } = await ask('Whose token?');
    world.discord.faults.refuseRest({ match: /@original/, code: 50027, status: 401 }, ALWAYS);
    await person('Ada').waitFor((m) => choicesOf(m).length > 0 && textOf(m).includes('Whose token?'), 15_000);
    await expect.poll(async () => (await newest())?.messageId).toBe(id);
  });

  describe('a thread', () => {
    const askIn = async (prompt: string, away: (place: string) => void) => {
      const parent_id = world.discord.channelId;
      const place = world.discord.addChannel({ name: 'thread', type: ChannelType.PublicThread, parent_id }).id;
      world.models.mood.candidateDelay = 500;
      const asked = await person('Ada').slash('ask', { prompt, candidates: 2 }, { channelId: place });
      const { id } = await asked.response();
      away(place);
      world.discord.faults.refuseRest({ match: /@original/, code: 50083 }, ALWAYS);
      return id;
    };
    afterEach(() => {
      world.models.mood.candidateDelay = 0;
    });

    it('that is archived is reopened', async () => {
      const id = await askIn('Put away?', (place) => world.discord.archive(place));
      await person('Ada').waitFor((m) => m.id === id && choicesOf(m).length > 0, 15_000);
    });

    it('that is locked before the answer: the ask has failed and says what to change', async () => {
      await askIn('Locked away?', (place) => world.discord.archive(place, { locked: true }));
      await ended('failed');
      expect(await newest()).toMatchObject({ prompt: 'Locked away?', failure: 'no-permission' });
      await expect.poll(() => jobs('ask-run')).toEqual([]);
    });
  });

  it('of the acknowledgement itself: nothing is judged for an asker who was never told', async () => {
    world.discord.faults.refuseRest({ match: /callback/, code: 50083 }, 1);
    await person('Ada')
      .slash('ask', { prompt: 'Told?', candidates: 2 })
      .catch(() => {});
    await expect.poll(async () => (await newest())?.failure, { timeout: 15_000 }).toBe('unseen');
    await expect.poll(() => jobs('ask-run')).toEqual([]);
  });

  it('of a refusal’s file: the words come alone', async () => {
    world.discord.faults.refuseRest({ match: /callback/, says: /attachment:/, code: 40005, status: 413 }, 1);
    const refused = await person('Ada').slash('ask', { prompt: 'x'.repeat(7000) }, { unchecked: true });
    const said = await refused.response();
    expect(textOf(said)).toMatch(/7,000 characters[\s\S]*files are left out/);
    expect(filesOf(said)).toEqual([]);
  });
});

describe('where somebody speaks to the bot', () => {
  const say = (text: string) => person('Ada').say(`<@${world.discord.applicationId}> ${text}`);
  const after = (said: APIMessage, words: RegExp) =>
    person('Ada').waitFor((m) => BigInt(m.id) > BigInt(said.id) && words.test(textOf(m)), 15_000);

  it('without Read Message History the answer, and a refusal, come without the reference', async () => {
    world.discord.faults.denyBot(world.discord.channelId, ReadMessageHistory);
    expect((await after(say('Hello?'), /Quality/)).message_reference).toBeUndefined();
    expect((await after(say(''), /Write your question/)).message_reference).toBeUndefined();
  });

  it('without Attach Files the answer comes without files', async () => {
    world.models.mood.write = (n) => `Quality ${n}. ${'A long answer. '.repeat(600)}`;
    world.discord.faults.denyBot(world.discord.channelId, AttachFiles);
    const answer = await after(say('How long?'), /Quality/);
    expect(filesOf(answer)).toEqual([]);
    expect(textOf(answer)).toMatch(/Attach Files/);
  });

  it('without Send Messages the ask has failed, and says what is missing', async () => {
    const from = world.discord.requests.length;
    world.discord.faults.denyBot(world.discord.channelId, SendMessages);
    say('Are you there?');
    await expect.poll(async () => (await newest())?.prompt, { timeout: 15_000 }).toBe('Are you there?');
    await ended('failed');
    expect((await newest())?.failure).toBe('no-permission');
    await expect.poll(() => jobs('ask-run')).toEqual([]);
    expect(sends(from, /channels\/\d+\/messages$/)).toHaveLength(1);
  });

  it('AutoMod on the answer: the words are posted in its place', async () => {
    world.discord.faults.refuseRest({ match: /messages$/, says: /Quality/, code: 200000 }, ALWAYS);
    const said = say('What do you say?');
    expect((await after(said, /AutoMod/)).message_reference?.message_id).toBe(said.id);
    await ended('failed');
  });
});

describe('a message that must not quote', () => {
  it('to moderators is posted without quotes where a filter refuses them', async () => {
    const { guildId, channelId } = world.discord;
    await world.database.db.insert(guildSettings).values({ guildId, logChannelId: channelId });
    await ask('What about gralimony?');
    const duel = await person('Ada').waitFor((m) => textOf(m).includes('gralimony') && choicesOf(m).length > 0, 15_000);
    world.discord.faults.refuseRest({ match: /messages$/, says: /gralimony/, code: 200000 }, ALWAYS);
    const { modal } = await person('Ben').click(duel.id, 'Report');
    if (!modal) throw new Error('no form was opened');
    await person('Ben').submitModal(modal, { reason: 'harmful', meant: 'all', words: '' });
    const posted = await person('Mira').waitFor((m) => /reported: harmful/.test(textOf(m)), 15_000);
    expect(textOf(posted)).not.toMatch(/gralimony/);
    await expect.poll(() => jobs('report-post')).toEqual([]);
    await world.database.db.delete(guildSettings);
  });

  it('of a deleted answer goes even where its note is refused', async () => {
    await ask('Shall I go?');
    const duel = await person('Ada').waitFor(
      (m) => textOf(m).includes('Shall I go?') && choicesOf(m).length > 0,
      15_000,
    );
    world.discord.faults.refuseRest({ match: /messages\/\d+$/, method: 'PATCH', code: 50035 }, ALWAYS);
    const { apiUrl, botToken, channelId } = world.discord;
    const rest = new REST({ version: '10', api: apiUrl }).setToken(botToken);
    await eraseMessage(rest, { channelId, messageId: duel.id }, openLog('silent'));
    expect(seenBy('Ada').map(({ id }) => id)).not.toContain(duel.id);
  });
});
