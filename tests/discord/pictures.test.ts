import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askPictures } from '../../db/schema/ask-pictures.ts';
import { asks } from '../../db/schema/asks.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { erasePerson } from '../../src/privacy/erase.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { retain } from '../../src/privacy/retention.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, partsOf, textOf } from '../support/messages.ts';
import { wholePng } from '../support/pictures.ts';
import { type SeeingServer, startSeeingServer } from '../support/seeing-server.ts';

let world: World;
let server: SeeingServer;
const person = (name: string) => world.discord.as(world.id(name));
const png = wholePng(40, 30);
const dataUrl = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
const photo = { name: 'harbour.png', type: 'image/png', data: png };
const kept = async (text: string) => {
  const { db } = world.database;
  const found = (await db.select().from(asks)).find(({ prompt }) => prompt.includes(text));
  return {
    ask: found,
    pictures: await db
      .select()
      .from(askPictures)
      .where(eq(askPictures.askId, found?.id ?? NO_ASK)),
  };
};
const NO_ASK = '00000000-0000-7000-8000-000000000000';
const of = (text: string) => server.asked().filter((one) => one.text.includes(text));

beforeAll(async () => {
  server = await startSeeingServer();
  world = await startWorld({
    CANDIDATE_MODELS: server.model,
    JUDGE_MODEL: server.model,
    JUDGE_MODELS: 'hf:RRM-7B@http://127.0.0.1:9/v1',
    CANDIDATES: '3',
  });
});
afterAll(async () => {
  await world.close();
  await server.close();
  expect(world.discord.violations).toEqual([]);
});

it('goes along to every candidate and to the judge, and stands above the answers for who votes', async () => {
  await person('Ada').slash('ask', { prompt: 'Which harbour is this?' }, { files: { file: photo } });
  const duel = await person('Ada').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('Which harbour'));
  const asked = of('Which harbour');
  expect(asked.filter(({ judges }) => judges).length).toBeGreaterThan(0);
  expect(asked.filter(({ judges }) => !judges)).toHaveLength(3);
  expect(asked.map(({ pictures }) => pictures)).toEqual(asked.map(() => [dataUrl]));
  expect(asked.find(({ judges }) => judges)?.text).toContain('The pictures belong to the question.');
  expect(textOf(duel)).toContain('> Which harbour is this?\n-# With a picture.');
  const [item] = partsOf(duel).flatMap(({ items }) => items ?? []);
  expect(item).toMatchObject({ description: 'harbour.png' });
  expect(item).not.toHaveProperty('spoiler', true);
  const shown = await fetch(item?.media.url ?? '');
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(new Uint8Array(png));
  const { ask, pictures } = await kept('Which harbour');
  expect(ask?.settings.pictures).toEqual({ n: 1, tokens: 4784 });
  expect(pictures).toMatchObject([{ number: 0, name: 'harbour.png', type: 'image/png', width: 40, height: 30 }]);
});

it('stays covered where its sender covered it', async () => {
  const covered = { ...photo, name: 'SPOILER_end.png' };
  await person('Ben').slash('ask', { prompt: 'How does it end?' }, { files: { file: covered } });
  const duel = await person('Ben').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('How does it end'));
  const items = partsOf(duel).flatMap((part) => part.items ?? []);
  expect(items).toMatchObject([{ description: 'end.png', spoiler: true }]);
});

it('is refused alone, and nothing is asked, where it is no picture', async () => {
  const torn = { ...photo, data: Buffer.from('no picture at all') };
  const sent = await person('Chloe').slash('ask', { prompt: 'What is torn?' }, { files: { file: torn } });
  const refusal = await sent.response();
  expect(textOf(refusal)).toContain('`harbour.png` is not a picture that I can take: PNG, JPEG, WebP or GIF.');
  expect((await kept('What is torn?')).ask).toBeUndefined();
});

it('goes along with a message that mentions the bot, and with the same question judged', async () => {
  const said = person('Dev').say(`<@${world.discord.applicationId}> What floats here?`, { files: [photo] });
  const reply = await person('Dev').waitFor(
    (m) => m.message_reference?.message_id === said.id && m.author.bot === true,
  );
  expect(textOf(reply)).toMatch(/Reply \d+ is[\s\S]*With a picture\./);
  expect(of('What floats here?').map(({ pictures }) => pictures)).toEqual([[dataUrl]]);
  await person('Dev').click(reply.id, 'Judge this');
  await person('Dev').waitFor((m) => buttonsOf(m).length > 2 && textOf(m).includes('What floats here?'));
  expect(of('What floats here?').every(({ pictures }) => pictures.length === 1)).toBe(true);
});

it('is not taken for a mentioned file that only says that it is one', async () => {
  const torn = { ...photo, data: Buffer.from('no picture at all') };
  const said = person('Dev').say(`<@${world.discord.applicationId}> And this?`, { files: [torn, photo] });
  const reply = await person('Dev').waitFor(
    (m) => m.message_reference?.message_id === said.id && m.author.bot === true,
  );
  expect(textOf(reply)).toMatch(/With a picture\.[\s\S]*I did not read: `harbour\.png`/);
});

it('is left out where the judge cannot see, which the message says, and the text is answered', async () => {
  const { db } = world.database;

  const judgeModel = 'hf:RRM-7B@http://127.0.0.1:9/v1';
  await db.insert(guildSettings).values({ guildId: world.discord.guildId, judge: judgeModel });
  await person('Ada').slash('ask', { prompt: 'Who is blind?', voting: 'open' }, { files: { file: photo } });
  const shown = await person('Ada').waitFor((m) => textOf(m).includes('Who is blind?'));
  expect(textOf(shown)).toContain('Pictures are left out, because not every model here can see: `RRM-7B` cannot.');
  const { ask, pictures } = await kept('Who is blind?');
  expect(ask?.prompt).toBe('Who is blind?\n\n(Sent along and not read: harbour.png)');
  expect(pictures).toEqual([]);
  await db.delete(guildSettings);
});

it('is uploaded once, however often the number of votes changes, and stays in the message', async () => {
  await person('Chloe').slash('ask', { prompt: 'Which quay is this?' }, { files: { file: photo } });
  const duel = await person('Chloe').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('Which quay'));
  const uploads = () =>
    world.discord.requests.filter(
      ({ body, files }) =>
        JSON.stringify(body ?? '').includes('Which quay') && files.some(({ name }) => /^question/.test(name)),
    ).length;
  const counted = (n: string) => person('Ben').waitFor((m) => m.id === duel.id && textOf(m).includes(n), 15_000);
  const before = uploads();
  expect(before).toBe(1);
  await person('Ben').click(duel.id, 'A is better');
  await counted('1 vote so far');
  await person('Ada').click(duel.id, 'Tie');
  const shown = await counted('2 votes so far');
  expect(uploads()).toBe(before);
  const [item] = partsOf(shown).flatMap(({ items }) => items ?? []);
  const file = await fetch(item?.media.url ?? '');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array(png));
  expect(item).toMatchObject({ description: 'harbour.png' });

  // Whatever Discord has against what is there already: the pictures go out with the message once more.
  world.discord.faults.refuseRest({ match: /@original$/, says: /3 votes/, code: 50035 }, 1);
  await person('Dev').click(duel.id, 'B is better');
  const again = await counted('3 votes so far');
  expect(partsOf(again).flatMap(({ items }) => items ?? [])).toHaveLength(1);
  expect(uploads()).toBe(before + 1);
});

it('is gone after the texts have expired, and with its person', async () => {
  const { database } = world;
  const counted = async () => (await database.db.select().from(askPictures)).length;
  const before = await counted();
  expect(before).toBeGreaterThan(2);
  const queue = await openQueue(world.databaseUrl, openLog('silent'));
  const ada = pseudonym('a key of the tests, long enough to be one', world.id('Ada'));
  await erasePerson({ database, queue, now: () => new Date() }, ada);
  expect(await counted()).toBe(before - 1);
  await database.db.update(asks).set({ createdAt: new Date(0) });
  await retain(database, 30, new Date());
  expect(await counted()).toBe(0);
  await queue.stop(1000);
});
