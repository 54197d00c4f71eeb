import { type APIMessage, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { blocks, reports } from '../../db/schema/reports.ts';
import { orderFor } from '../../src/ballots/order.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';
let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const db = () => world.database.db;
const labels = (message: APIMessage) => buttonsOf(message).map(({ label }) => label);
const isAlone = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const publicly = () =>
  world.discord.messages(world.discord.channelId, world.id('Mira')).filter((m) => m.author.bot && !isAlone(m));
const press = async (name: string, messageId: string, label: string, how?: { forged?: boolean }) =>
  (await person(name).click(messageId, label, how)).response();
const idOf = (message: APIMessage, label: string) =>
  buttonsOf(message).find((one) => one.label === label)?.custom_id ?? '';
const noted = async () => (await db().select().from(audit).orderBy(audit.createdAt)).map(({ action }) => action);

async function ask(prompt: string, options = {}): Promise<APIMessage> {
  await person('Ada').slash('ask', { prompt, ...options });
  return person('Ada').waitFor(
    (m) => m.author.bot === true && textOf(m).includes(prompt) && labels(m).includes('Report'),
  );
}

async function report(name: string, messageId: string, meant?: string, words = ''): Promise<APIMessage> {
  const { modal } = await person(name).click(messageId, 'Report');
  if (!modal) throw new Error('no form was opened');
  const values = { reason: 'harmful', words, ...(meant === undefined ? {} : { meant }) };
  return (await person(name).submitModal(modal, values)).response();
}

const listOf = async (name = 'Mira') => (await person(name).slash('reports')).response();
const toLogChannel = () =>
  db().insert(guildSettings).values({ guildId: world.discord.guildId, logChannelId: world.discord.channelId });

beforeAll(async () => {
  world = await startWorld();
  world.discord.addMember({ name: 'Moe', more: PermissionFlagsBits.ManageMessages });
});
beforeEach(async () => {
  for (const table of [reports, blocks, ballots, asks, audit, guildSettings]) await db().delete(table);
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('Delete', () => {
  it('asks first, for one moderator alone, with all that will go; Cancel deletes nothing', async () => {
    await toLogChannel();
    const answer = await ask('Who cuts the keys?');
    await person('Ben').click(answer.id, 'A is better');
    await report('Ben', answer.id, 'a', 'Burglary.');
    const posted = await person('Mira').waitFor((m) => !isAlone(m) && /reported: harmful[\s\S]+keys/.test(textOf(m)));
    const shown = publicly().length;
    const sure = await press('Mira', posted.id, 'Delete');
    expect([isAlone(sure), publicly().length]).toEqual([true, shown]);
    expect(textOf(sure)).toMatch(
      /Delete it for good\?\nThis deletes at once: the question, \d answers, what the judge wrote, 1 vote and 1 report\. A note takes the place[\s\S]+cannot be undone[\s\S]+choose \*\*Hide\*\*/,
    );
    expect(labels(sure)).toEqual(['Delete for good', 'Cancel']);
    const kept = await press('Mira', sure.id, 'Cancel');
    expect(textOf(kept)).toMatch(/^Nothing was deleted\.[\s\S]+Who cuts the keys/);
    expect([await db().$count(asks), await db().$count(reports), await noted()]).toEqual([1, 1, []]);
  });

  it('says what it did, also to the second click, to a redelivery and to a moderator who comes later', async () => {
    await toLogChannel();
    const answer = await ask('Who cuts the hedge?');
    await report('Ben', answer.id, 'a');
    await report('Chloe', answer.id, 'b');
    const [first, second] = await Promise.all(
      ['A', 'B'].map((letter) =>
        person('Mira').waitFor((m) => !isAlone(m) && new RegExp(`hedge[\\s\\S]+Answer ${letter}`).test(textOf(m))),
      ),
    );
    const custom = idOf(second as APIMessage, 'Delete');
    const sure = await press('Mira', (first as APIMessage).id, 'Delete');
    const erase = idOf(sure, 'Delete for good');
    const both = await Promise.all([1, 2].map(() => person('Mira').click(sure.id, erase, { forged: true })));
    for (const one of both)
      expect(textOf(await one.response())).toMatch(/\*\*Deleted:\*\*[^*]+ 0 votes and 2 reports\.\n-# By you, /);
    expect(textOf(await press('Mira', sure.id, erase, { forged: true }))).toMatch(/2 reports\.\n-# By you/);
    // Another moderator still had the other report before their eyes.
    expect(textOf(await press('Moe', (second as APIMessage).id, custom, { forged: true }))).toMatch(
      /\*\*Deleted:\*\*[\s\S]+By another moderator/,
    );
    expect(await noted()).toEqual(['report-delete']);
    await person('Ben').waitFor((m) => m.id === answer.id && /deleted/.test(textOf(m)));
    await expect.poll(() => publicly().filter((m) => /hedge/.test(textOf(m)))).toEqual([]);
  });

  it('works when the message is gone', async () => {
    const answer = await ask('Who cuts the cake?');
    await report('Ben', answer.id, 'a');
    world.discord.faults.failRest(new RegExp(`messages/${answer.id}$`), 404, 1);
    const list = await listOf();
    const sure = await press('Mira', list.id, 'Delete');
    const after = await press('Mira', sure.id, 'Delete for good');
    expect(textOf(after)).toMatch(/\*\*Deleted:\*\*/);
    expect(await db().$count(asks)).toBe(0);
    expect(textOf(await press('Mira', after.id, 'All reports'))).toMatch(/No open reports/);
    world.discord.faults.mend();
  });

  it('is refused, alone, to who lost the right between the question and the confirmation', async () => {
    const answer = await ask('Who cuts the rope?');
    await report('Ben', answer.id, 'a');
    const list = await listOf('Moe');
    const sure = await press('Moe', list.id, 'Delete');
    expect(textOf(sure)).toMatch(/Delete it for good/);
    const moe = world.discord.members.find(({ user }) => user.id === world.id('Moe'));
    if (!moe) throw new Error('Moe is missing');
    moe.more = 0n;
    try {
      const refused = await press('Moe', sure.id, 'Delete for good');
      expect([isAlone(refused), textOf(refused)]).toEqual([true, expect.stringMatching(/^Only moderators/)]);
    } finally {
      moe.more = PermissionFlagsBits.ManageMessages;
    }
    expect([await db().$count(asks), await noted()]).toEqual([1, []]);
  });
});

describe('Hide and Block', () => {
  it('can be undone below the same card, and later under the decided reports; the audit has all of it', async () => {
    const answer = await ask('Who mends the roof?');
    await report('Ben', answer.id, 'a');
    const list = await listOf();
    expect(labels(list)).toEqual(['Hide', 'Block asker', 'Delete', 'Dismiss', 'Decided reports']);
    const hidden = await press('Mira', list.id, 'Hide');
    expect(labels(hidden)).toEqual(['Show again', 'Block asker', 'Delete', 'All reports']);
    const shown = await press('Mira', hidden.id, 'Show again');
    expect(textOf(shown)).toMatch(/Now: nothing done yet/);
    const blocked = await press('Mira', shown.id, 'Block asker');
    expect(labels(blocked)).toContain('Unblock asker');
    await press('Mira', blocked.id, 'Hide');
    // Days later.
    const later = await listOf();
    expect(textOf(later)).toMatch(/No open reports/);
    const decided = await press('Mira', later.id, 'Decided reports');
    expect(textOf(decided)).toMatch(/Who mends the roof[\s\S]+Now: hidden, asker blocked/);
    const open = await press('Mira', decided.id, 'Unblock asker');
    await press('Mira', open.id, 'Show again');
    expect([await db().$count(blocks), (await db().select().from(asks))[0]?.hiddenAt]).toEqual([0, null]);
    expect(await noted()).toEqual([
      ...['report-hide', 'report-show', 'report-block', 'report-hide', 'report-unblock', 'report-show'],
    ]);
  });

  it('show in every message of the reports about that answer, wherever they were pressed', async () => {
    await toLogChannel();
    const answer = await ask('Who paints the fence?');
    await report('Ben', answer.id, 'a');
    await report('Chloe', answer.id, 'b');
    const posted = () => publicly().filter((m) => /reported: harmful[\s\S]+fence/.test(textOf(m)));
    await expect.poll(() => posted().length).toBe(2);
    await press('Mira', (await listOf()).id, 'Hide');
    await expect.poll(() => posted().map((m) => labels(m)[0])).toEqual(['Show again', 'Show again']);
    const again = await press('Moe', posted()[1]?.id ?? '', 'Show again');
    expect(labels(again)).toEqual(['Hide', 'Block asker', 'Delete']);
    await expect.poll(() => posted().map((m) => labels(m)[0])).toEqual(['Hide', 'Hide']);
  });
});

describe('a report', () => {
  it('shows the answer that was meant, as untrusted text, and nothing of which one is the pick', async () => {
    const answer = await ask('Who rings the bell?');
    const [row] = await db().select().from(asks);
    const [ballot] = await db().select().from(ballots);
    const slot = ballot?.shown[1] ?? -1;
    await db()
      .update(candidates)
      .set({ text: '**The judge** picked [this](https://evil.example) @everyone' })
      .where(eq(candidates.slot, slot));
    await report('Ben', answer.id, 'b');
    const list = textOf(await listOf());
    expect(list).toMatch(/Answer B\*\*\n> \\\*\\\*The judge\\\*\\\* picked \\\[this\\\]/);
    expect(list).not.toMatch(/Answer A|judge’s pick/);
    expect([(await db().select().from(reports))[0]?.slot, row?.pick === null]).toEqual([slot, false]);
    // A modified client asks for the pick: the moderators, who may be friends, are not told either.
    const { modal } = await person('Dev').click(answer.id, 'Report');
    if (!modal) throw new Error('no form was opened');
    const forged = { reason: 'harmful', words: '', meant: 'pick' };
    await (await person('Dev').submitModal(modal, forged, { unchecked: true })).response();
    const slots = (await db().select().from(reports)).map((one) => one.slot);
    expect(slots.filter((one) => one === null)).toHaveLength(1);
  });

  it('takes letters as the reporter saw them where everybody sees an order of their own', async () => {
    const answer = await ask('Who feeds the cat?', { voting: 'ballot', candidates: 4 });
    const [row] = await db().select().from(asks);
    const [ballot] = await db().select().from(ballots);
    if (!row || !ballot) throw new Error('no ballot');
    await report('Ben', answer.id, 'c');
    const order = orderFor(ballot, row.seed, pseudonym(KEY, world.id('Ben')));
    expect((await db().select().from(reports))[0]?.slot).toBe(order[2]);
    expect(textOf(await listOf())).toMatch(/\*\*One of the answers\*\*\n> /);
  });

  it('asks for no choice where there is one answer', async () => {
    const said = person('Ada').say(`<@${world.discord.applicationId}> Why is the sky blue?`);
    const chat = await person('Ada').waitFor(
      (m) => m.message_reference?.message_id === said.id && labels(m).includes('Report'),
    );
    await report('Ben', chat.id);
    expect(textOf(await listOf())).toMatch(/\*\*The answer\*\*\n> /);
  });
});
