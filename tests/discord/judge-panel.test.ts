import type { APIMessage } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { challengerOf } from '../../db/repo/challengers.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertJudgeRules, judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { challengers } from '../../db/schema/challengers.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { judgeRules } from '../../db/schema/judge-rules.ts';
import { promotions } from '../../db/schema/promotions.ts';
import { settingsDrafts } from '../../db/schema/settings-drafts.ts';
import { modelName, withRules } from '../../src/model-name.ts';
import { startWorld, type World } from '../support/bot.ts';
import { type Compared, compared } from '../support/compared.ts';
import { buttonsOf, filesOf, partsOf, textOf } from '../support/messages.ts';

const CHAT = 'hf:owner/Chat-8B@http://127.0.0.1:1/v1';
const DAY_TOKENS = 50_000;
let world: World;
let second: string;
let german: string;
beforeAll(async () => {
  world = await startWorld({ JUDGE_MODELS: CHAT, SERVER_TOKENS_A_DAY: String(DAY_TOKENS) });
  second = world.discord.addMember({ name: 'Noor', moderator: true }).user.id;
  german = world.discord.addMember({ name: 'Greta', moderator: true, locale: 'de' }).user.id;
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});
beforeEach(async () => {
  for (const table of [guildSettings, settingsDrafts, judgeRules, challengers, promotions, audit, asks])
    await world.database.db.delete(table);
});

const mira = () => world.discord.as(world.id('Mira'));
const noor = () => world.discord.as(second);
const ben = () => world.discord.as(world.id('Ben'));
const guildId = () => world.discord.guildId;
const judge = async () => (await getGuildSettings(world.database.db, guildId()))?.judge ?? null;
const lists = () => judgeRulesOfGuild(world.database.db, guildId());
const idOf = (panel: APIMessage, label: string) => buttonsOf(panel).find((b) => b.label === label)?.custom_id ?? '';
const press = async (panel: APIMessage, label: string, person = mira()) =>
  (await person.click(panel.id, idOf(panel, label))).response();
const open = async (person = mira(), label = 'Judge') =>
  press(await (await person.slash('settings')).response(), label, person);
const form = async (panel: APIMessage, label: string, person = mira()) => {
  const { modal } = await person.click(panel.id, idOf(panel, label));
  if (!modal) throw new Error('no form was opened');
  return modal;
};
const send = async (panel: APIMessage, label: string, values: Record<string, string | string[]>, person = mira()) =>
  (await person.submitModal(await form(panel, label, person), values)).response();
const putChat = () => world.database.db.insert(guildSettings).values({ guildId: guildId(), judge: CHAT });
const add = (more: Partial<Compared> = {}) =>
  compared(world.database.db, {
    ...{ guildId: guildId(), champion: CHAT, challenger: world.models.judgeModel, at: new Date() },
    ...{ says: 1, votes: [0, 4] },
    ...more,
  });
const begin = () =>
  world.database.db.insert(challengers).values({
    ...{ guildId: guildId(), judge: world.models.judgeModel, champion: CHAT, share: 1, dayTokens: 9000 },
    createdAt: new Date(Date.now() - 60_000),
  });

describe('the rules of a judge', () => {
  it('are written from nothing, judge at once, and are chosen again from the menu', async () => {
    await putChat();
    const first = await send(await open(), 'Write rules', { rules: '- Be short.\n\n2. Say where it is from.' });
    const [one] = await lists();
    expect(one).toMatchObject({ judge: CHAT, rules: ['Be short.', 'Say where it is from.'], madeBy: 'manager' });
    expect(one?.editedFrom).toBeNull();
    expect(await judge()).toBe(withRules(CHAT, one!.version));
    expect(textOf(first)).toMatch(/Rules \d+\*\* judge new questions from now on/);
    expect(textOf(first)).toContain('1. Be short.\n2. Say where it is from.');
    expect(JSON.stringify((await form(first, 'Edit rules')).data)).toContain('Be short.\\nSay where it is from.');
    const edited = await send(first, 'Edit rules', { rules: 'Be short.' });
    const [two] = await lists();
    expect(two).toMatchObject({ rules: ['Be short.'], editedFrom: one?.version });
    expect(textOf(edited)).toContain(`Rules ${one?.version} stay in the menu; choose them there to go back.`);
    expect(textOf(edited)).toContain(`edited from rules ${one?.version}`);
    const back = await (await mira().select(edited.id, 'setting:judge', [`rules ${one?.version}`])).response();
    expect(textOf(back)).toContain(`Once you press **Save**, **owner/Chat-8B · rules ${one?.version}**`);
    await press(back, 'Save');
    expect(await judge()).toBe(withRules(CHAT, one!.version));
    const lines = await world.database.db.select().from(audit).where(eq(audit.action, 'judge-rules-edited'));
    expect(lines.map(({ details }) => details)).toEqual([
      { version: one?.version, editedFrom: null, rules: 2 },
      { version: two?.version, editedFrom: one?.version, rules: 1 },
    ]);
    expect(JSON.stringify(await world.database.db.select().from(audit))).not.toContain('short');
  });

  it('are taken away by an empty form, and unchanged ones make no version', async () => {
    await putChat();
    const panel = await send(await open(), 'Write rules', { rules: 'Be kind.' });
    expect(textOf(await send(panel, 'Edit rules', { rules: '1. Be kind.' }))).toContain('nothing to save');
    expect(textOf(await send(panel, 'Edit rules', { rules: ' \u200b\n\u2800' }))).toContain('without rules');
    expect(await judge()).toBe(CHAT);
    expect(await lists()).toHaveLength(1);
  });

  it('keep the manager’s other changes that are not saved', async () => {
    await putChat();
    const answers = await open(mira(), 'Answers');
    await (await mira().select(answers.id, 'setting:candidates', ['3'])).response();
    const panel = await send(await open(), 'Write rules', { rules: 'Be kind.' });
    expect(textOf(panel)).toContain('default (4) → **3**');
    expect(textOf(await press(panel, 'Save'))).toContain('Saved');
  });

  it('show as typed whatever a rule holds, and ping nobody', async () => {
    await putChat();
    const rules = [
      `<@${world.id('Ben')}> @everyone <@&${world.discord.roles.moderators.id}>`,
      '[[A]] is **better** than `B` ||hidden|| <t:1:R>',
      '[click](https://evil.example/a_b_c) and https://plain.example/a_b',
      '😀'.repeat(200),
      'כתוב \u202eקצר\u202c מאוד # not a heading',
      'zero\u200bwidth',
      '-- not a list > no quote',
    ];
    const panel = await send(await open(), 'Write rules', { rules: rules.join('\n') });
    const text = textOf(panel);
    expect(text).toContain(`1. \\<@${world.id('Ben')}\\> @everyone \\<@&`);
    expect(text).toContain('\\[\\[A\\]\\] is \\*\\*better\\*\\* than \\`B\\` \\|\\|hidden\\|\\| \\<t:1:R\\>');
    expect(text).toContain('\\[click\\]\\(https\\://evil.example/a\\_b\\_c\\)');
    expect(text).toContain('😀'.repeat(200));
    expect(text).not.toContain('\u202e');
    expect(text).toContain('\\# not a heading');
    expect(text).toContain('\n7. \\-- not a list \\> no quote');
    expect(panel.mentions ?? []).toEqual([]);
    expect(panel.mention_everyone).toBe(false);
    expect((await lists())[0]?.rules[1]).toBe(rules[1]);
  });

  it('fit where there are ten of two hundred characters that all need a backslash', async () => {
    await putChat();
    const rules = Array.from({ length: 10 }, (_, at) => `${at}${'*'.repeat(199)}`).join('\n');
    const panel = await send(await open(), 'Write rules', { rules });
    expect(filesOf(panel)).toEqual(['rules.txt']);
    expect(textOf(panel)).toContain('the whole list is in the file');
    expect(JSON.stringify((await form(panel, 'Edit rules')).data)).toContain('*'.repeat(199));
  });

  it('are refused by the line, and nothing that was typed is lost', async () => {
    await putChat();
    const typed = ['Be kind.', 'x'.repeat(201), 'be KIND.', ...Array.from({ length: 11 }, (_, at) => `Rule ${at}`)];
    const told = await send(await open(), 'Write rules', { rules: typed.join('\n') });
    expect(textOf(told)).toMatch(/Nothing was saved[\s\S]+Line 2 is longer than 200[\s\S]+Line 3 is there twice/);
    expect(textOf(told)).toContain('Line 13: there is room for 10 rules.');
    expect(filesOf(told)).toEqual(['your-rules.txt']);
    expect(await lists()).toEqual([]);
    const again = await form(told, 'Open the form again');
    expect(JSON.stringify(again.data)).toContain(typed.join('\\n'));
    const mended = await (await mira().submitModal(again, { rules: 'Be kind.' })).response();
    expect(textOf(mended)).toContain('judge new questions from now on');
    expect(textOf(await press(told, 'Back to settings'))).toContain('Settings: Judge');
  });

  it('tell the later of two managers what the other one wrote, and save on top of it', async () => {
    await putChat();
    const mine = await form(await open(), 'Write rules');
    await send(await open(noor()), 'Write rules', { rules: 'Theirs.' }, noor());
    const [theirs] = await lists();
    const told = await (await mira().submitModal(mine, { rules: 'Mine.' })).response();
    expect(textOf(told)).toMatch(/another manager put[\s\S]+Nothing was saved[\s\S]+1\. Theirs\./);
    expect(await judge()).toBe(withRules(CHAT, theirs!.version));
    const again = await form(told, 'Open the form again');
    expect(JSON.stringify(again.data)).toContain('Mine.');
    await (await mira().submitModal(again, { rules: 'Mine.' })).response();
    expect((await lists()).map(({ rules }) => rules)).toEqual([['Mine.'], ['Theirs.']]);
  });

  it('cannot be given to a judge that was trained on one prompt, and the panel says why', async () => {
    const panel = await open();
    expect(textOf(panel)).toContain('trained on one prompt, word for word');
    expect(buttonsOf(panel).map(({ label }) => label)).not.toContain('Write rules');
    const version = await insertJudgeRules(world.database.db, {
      ...{ guildId: guildId(), judge: world.models.judgeModel, rules: ['No.'], madeBy: 'manager' },
    });
    const forged = await (
      await mira().select(panel.id, 'setting:judge', [`rules ${version}`], { forged: true })
    ).response();
    expect(textOf(forged)).toContain('no longer there');
  });

  it('are another server’s own: its version can be neither chosen nor read', async () => {
    await putChat();
    const elsewhere = await insertJudgeRules(world.database.db, {
      ...{ guildId: '999999999999999999', judge: CHAT, rules: ['A secret.'], madeBy: 'manager' },
    });
    const panel = await open();
    const chosen = await (
      await mira().select(panel.id, 'setting:judge', [`rules ${elsewhere}`], { forged: true })
    ).response();
    expect(textOf(chosen)).toContain('no longer there');
    const id = idOf(panel, 'Write rules').replace(/:0:/, `:${elsewhere}:`);
    const { modal } = await mira().click(panel.id, id, { forged: true });
    expect(JSON.stringify(modal?.data)).not.toContain('secret');
  });

  it('say what they were learnt from', async () => {
    const version = await insertJudgeRules(world.database.db, {
      ...{ guildId: guildId(), judge: CHAT, rules: ['Be short.'], madeBy: 'align' },
      trial: { votes: 412, difference: { value: 0.07, low: 0.04, high: 0.11, n: 80 } },
    });
    await world.database.db.insert(guildSettings).values({ guildId: guildId(), judge: withRules(CHAT, version) });
    expect(textOf(await open())).toMatch(
      /Learnt from 412 votes on <t:\d+:D>; people agreed more often by 4 to 11 points/,
    );
    const inGerman = await open(world.discord.as(german), 'Richter');
    expect(textOf(inGerman)).toMatch(/Aus 412 Stimmen gelernt am <t:\d+:D>; .* 4 bis 11 Punkte/);
  });
});

describe('a judge in the shadow', () => {
  const fields = { judge: ['0 hf:RRM-7B'], share: '0.25', tokens: '40 000' };

  it('is begun by a form, within the operator’s judges and the server’s daily limit', async () => {
    await putChat();
    const panel = await open();
    const over = await send(panel, 'Compare in the shadow', { ...fields, tokens: '50001' });
    expect(textOf(over)).toContain('must be a whole number from 1 to 50,000');
    expect(await challengerOf(world.database.db, guildId())).toBeNull();
    const begun = await send(over, 'Compare in the shadow', fields);
    expect(await challengerOf(world.database.db, guildId())).toMatchObject({
      ...{ judge: world.models.judgeModel, champion: CHAT, share: 0.25, dayTokens: 40_000, dayUsd: null },
    });
    expect(textOf(begun)).toMatch(/In the shadow: RRM-7B\*\*, since <t:\d+:D>, on 25 % of the questions/);
    expect(textOf(begun)).toContain('Not yet');
    expect(textOf(begun)).toContain('Spent today: 0 of 40,000 tokens');
    expect(partsOf(begun).find((part) => 'label' in part && part.label === 'Promote')).toMatchObject({
      disabled: true,
    });
  });

  it('takes the place of the one in charge only where votes say so, once, and goes back when confirmed', async () => {
    await putChat();
    await begin();
    const early = await open();
    const promoteId = idOf(early, 'Promote');
    const refused = await (await mira().click(early.id, promoteId, { forged: true })).response();
    expect(textOf(refused)).toContain('Nothing was changed');
    expect(await judge()).toBe(CHAT);
    for (let i = 0; i < 60; i++) await add();
    const panel = await open();
    expect(textOf(panel)).toContain('Promote**: people prefer its picks');
    expect(textOf(panel)).toContain('People preferred its pick in 100 % of 60 duels between the two.');
    const theirs = await open(noor());
    const done = await press(panel, 'Promote');
    expect(textOf(done)).toMatch(/RRM-7B\*\* judges new questions from now on, in the place of owner\/Chat-8B/);
    expect(textOf(await press(theirs, 'Promote', noor()))).toContain('has ended already');
    expect(await world.database.db.select().from(promotions)).toHaveLength(1);
    expect(await judge()).toBe(world.models.judgeModel);
    const asked = await press(done, 'Go back');
    expect(textOf(asked)).toContain('Go back?');
    expect(await judge()).toBe(world.models.judgeModel);
    expect(textOf(await press(await press(asked, 'Cancel'), 'Go back'))).toContain('Go back?');
    const backAgain = await press(await press(await open(), 'Go back'), 'Go back now');
    expect(textOf(backAgain)).toContain('owner/Chat-8B** judges new questions again');
    expect(await judge()).toBe(CHAT);
    expect(textOf(await press(asked, 'Go back now'))).toContain('no promotion to go back from');
    expect(await world.database.db.select().from(promotions)).toHaveLength(2);
  });

  it('shows nothing about a question whose voting is open', async () => {
    await putChat();
    await begin();
    await add({ isOpen: true });
    const panel = await open();
    expect(textOf(panel)).toContain('No duel between their two picks has been voted on and closed yet');
    expect(textOf(panel)).not.toContain('closed question');
  });

  it('is stopped when confirmed, and an old button does nothing to a newer comparison', async () => {
    await putChat();
    await begin();
    const asked = await press(await open(), 'Stop comparing');
    expect(textOf(asked)).toContain('Stop this comparison?');
    await press(asked, 'Stop it');
    expect(await challengerOf(world.database.db, guildId())).toBeNull();
    await begin();
    expect(textOf(await (await mira().click(asked.id, idOf(asked, 'Stop it'), { forged: true })).response())).toContain(
      'has ended already',
    );
    expect(await challengerOf(world.database.db, guildId())).not.toBeNull();
  });

  it('says that it was compared with another judge where the judge was changed meanwhile', async () => {
    await begin();
    for (let i = 0; i < 60; i++) await add();
    const panel = await open();
    expect(textOf(panel)).toContain(`It was compared with ${modelName(CHAT)}, which is not in charge any more`);
    const pressed = await mira().click(panel.id, idOf(panel, 'Promote'), { forged: true });
    expect(textOf(await pressed.response())).toContain('another judge was put in charge meanwhile');
    expect(await judge()).toBeNull();
  });

  it('is for those who manage the server: forged presses of a member get nowhere', async () => {
    await putChat();
    await begin();
    const panel = await open();
    await ben().slash('settings', {}, { unchecked: true });
    const place = await ben().waitFor(() => true);
    const ids = ['Write rules', 'Promote', 'Stop comparing'].map((label) => idOf(panel, label));
    const [stop = ''] = ids.slice(2);
    for (const id of [...ids, stop.replace('stop', 'stop-now'), 'challenge'])
      expect(textOf(await (await ben().click(place.id, id, { forged: true })).response())).toMatch(/Manage Server/);
    for (const id of ['rules:x:0:y', 'rules:00000000:-1:00000000', 'judge:burn:1', 'challenge:1'])
      expect(textOf(await (await mira().click(panel.id, id, { forged: true })).response())).toMatch(/do not know/);
    expect(await challengerOf(world.database.db, guildId())).not.toBeNull();
  });
});
