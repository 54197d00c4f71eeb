import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { reservations } from '../../db/schema/reservations.ts';
import { settingsDrafts } from '../../db/schema/settings-drafts.ts';
import { usage } from '../../db/schema/usage.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, partsOf, textOf } from '../support/messages.ts';

let world: World;
let second: string;
let models: string;
// Models that never answer, because a failed question no longer counts towards the daily limit.
const silent = createServer(() => {});
beforeAll(async () => {
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  models = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
  world = await startWorld({
    USER_ASKS_A_DAY: '10',
    CANDIDATE_MODELS: `hf:one@${models},hf:two@${models}`,
    JUDGE_MODELS: `hf:other-judge@${models}`,
  });
  second = world.discord.addMember({ name: 'Noor', moderator: true }).user.id;
});
afterAll(async () => {
  await world.close();
  silent.closeAllConnections();
  silent.close();
  expect(world.discord.violations).toEqual([]);
});

const mira = () => world.discord.as(world.id('Mira'));
const ben = () => world.discord.as(world.id('Ben'));
const saved = () => getGuildSettings(world.database.db, world.discord.guildId);
const idOf = (panel: APIMessage, label: string) => buttonsOf(panel).find((b) => b.label === label)?.custom_id ?? '';
const open = async (person = mira()) => (await person.slash('settings')).response();
const press = async (panel: APIMessage, label: string, person = mira()) =>
  (await person.click(panel.id, label)).response();
const choose = async (panel: APIMessage, id: string, values: string[], how = {}, person = mira()) =>
  (await person.select(panel.id, id, values, how)).response();
const reset = async () => {
  await world.database.db.delete(guildSettings);
  await world.database.db.delete(settingsDrafts);
  await world.database.db.delete(asks);
  await world.database.db.delete(reservations);
  await world.database.db.delete(usage);
};
const ask = async () => (await ben().slash('ask', { prompt: 'Why is grass green?' })).response();

/** Opens a modal by a button and submits it. */
async function type(panel: APIMessage, label: string, values: Record<string, string>, person = mira()) {
  const { modal } = await person.click(panel.id, idOf(panel, label));
  if (!modal) throw new Error('no form was opened');
  return (await person.submitModal(modal, values)).response();
}

describe('the settings panel', () => {
  it('shows a change before it is saved, saves it with a line in the audit, and holds at once', async () => {
    let panel = await press(await open(), 'Answers');
    panel = await choose(panel, 'setting:candidates', ['3']);
    expect(textOf(panel)).toContain('Replies to a question: default (4) → **3**');
    expect((await saved())?.candidates ?? null).toBeNull();
    panel = await choose(panel, 'setting:effort', ['quick']);
    panel = await press(panel, 'Save');
    expect(textOf(panel)).toContain('Saved');
    expect(await saved()).toMatchObject({ candidates: 3, effort: 'quick', updatedAt: expect.any(Date) });
    const [line] = await world.database.db.select().from(audit);
    expect(line).toMatchObject({
      action: 'settings-changed',
      details: { 'candidates.old': null, 'candidates.new': 3, 'effort.old': null, 'effort.new': 'quick' },
    });
    expect(line?.actorHash).not.toContain(world.id('Mira'));
    await ask();
    expect((await world.database.db.select().from(asks))[0]).toMatchObject({ n: 3, effort: 'quick' });
  });

  it('keeps what is not saved in the database, for this manager alone, and throws it away when told to', async () => {
    await reset();
    await choose(await press(await open(), 'Voting'), 'setting:voting', ['ballot']);
    expect(textOf(await open())).toContain('Voting: default (duel) → **ballot**');
    expect(textOf(await open(world.discord.as(second)))).not.toContain('ballot');
    expect(textOf(await press(await open(), 'Discard'))).toContain('discarded');
    expect(textOf(await open())).toContain('Changes are shown here before they are saved');
    expect(await saved()).toBeNull();
  });

  it('tells the later of two managers what the other one changed, and saves on top of it', async () => {
    await reset();
    const other = world.discord.as(second);
    const mine = await choose(await press(await open(), 'Answers'), 'setting:candidates', ['6']);
    const theirs = await choose(
      await press(await open(other), 'Answers', other),
      'setting:candidates',
      ['8'],
      {},
      other,
    );
    await press(theirs, 'Save', other);
    const told = await press(mine, 'Save');
    expect(textOf(told)).toMatch(/Nothing was saved yet[\s\S]+default \(4\) → \*\*8\*\*[\s\S]+8 → \*\*6\*\*/);
    expect((await saved())?.candidates).toBe(8);
    await press(told, 'Save');
    expect((await saved())?.candidates).toBe(6);
  });

  it('offers the operator’s models and judges, without their addresses', async () => {
    await reset();
    let panel = await press(await open(), 'Answers');
    expect(JSON.stringify(panel.components)).not.toContain('127.0.0.1');
    panel = await choose(panel, 'setting:models', ['1 hf:two']);
    panel = await press(panel, 'Judge');
    panel = await choose(panel, 'setting:judge', ['1 hf:other-judge']);
    expect(textOf(panel)).toMatch(/Models that reply: all → \*\*two\*\*[\s\S]+Judge: default .* → \*\*other-judge/);
    await press(panel, 'Save');
    await ask();
    const [asked] = await world.database.db.select().from(asks);
    expect(asked?.settings).toMatchObject({
      candidateModels: [`hf:two@${models}`],
      judgeModel: `hf:other-judge@${models}`,
    });
  });

  it('takes figures from a form, and says what is wrong with them', async () => {
    await reset();
    const panel = await press(await open(), 'Limits');
    const wrong = await type(panel, 'Limits of a member', { userAsks: '11', userTokens: 'many' });
    expect(textOf(wrong)).toMatch(/can be 10 at most: the operator[\s\S]+must be a whole number/);
    expect(textOf(wrong)).toContain('Changes are shown here before they are saved');
    const right = await type(panel, 'Limits of a member', { userAsks: '5', userUsd: '1.50' });
    await press(right, 'Save');
    expect(await saved()).toMatchObject({ userAsks: 5, userUsd: 1.5, userTokens: null });
    // The modal is pre-filled with the current values.
    const again = await mira().click((await press(await open(), 'Limits')).id, 'Limits of a member');
    expect(JSON.stringify(again.modal?.data)).toContain('"value":"1.5"');
  });

  it('takes nothing that was not offered', async () => {
    await reset();
    const panel = await press(await open(), 'Answers');
    for (const [field, value] of [
      ['candidates', '99'],
      ['effort', 'endless'],
      ['judge', 'hf:mine@http://evil.example/v1'],
      ['models', 'hf:mine@http://evil.example/v1'],
      ['tournament', 'elo:voting:31'],
    ] as const)
      expect(textOf(await choose(panel, `setting:${field}`, [value], { forged: true }))).toMatch(/no longer there/);
    await choose(await press(panel, 'Asking'), 'setting:askRoles', ['123456789012345678'], { forged: true });
    expect(textOf(await open())).toContain('Changes are shown here before they are saved');
    for (const forged of [
      'setting:guildId',
      'switch:stopped:maybe',
      'settings:save:nowhere',
      'settings-form:member:x:1:2',
    ])
      expect(textOf(await (await mira().click(panel.id, forged, { forged: true })).response())).toMatch(/do not know/);
  });

  it('is for those who manage the server: a plain member gets nowhere, with forged presses neither', async () => {
    await reset();
    await choose(await press(await open(), 'Answers'), 'setting:candidates', ['8']);
    expect(textOf(await (await ben().slash('settings', {}, { unchecked: true })).response())).toMatch(/Manage Server/);
    const place = await ben().waitFor(() => true);
    const ids = ['settings:save:answers', 'settings:discard:answers', 'switch:stopped:on', 'settings-form:server:::'];
    for (const id of ids)
      expect(textOf(await (await ben().click(place.id, id, { forged: true })).response())).toMatch(/Manage Server/);
    const forged = await ben().select(place.id, 'setting:candidates', ['2'], { forged: true });
    expect(textOf(await forged.response())).toMatch(/Manage Server/);
    expect(await saved()).toBeNull();
    expect(await world.database.db.select().from(settingsDrafts)).toHaveLength(1);
  });

  it('switches once, however often a press is delivered', async () => {
    await reset();
    const click = await mira().click((await open()).id, 'Stop questions');
    await click.response();
    await click.redeliver();
    await press(await open(), 'Save');
    expect((await saved())?.stopped).toBe(true);
  });
});

describe('a question', () => {
  it('is refused in words while questions are stopped, and given back', async () => {
    await reset();
    await world.database.db
      .insert(guildSettings)
      .values({ guildId: world.discord.guildId, stopped: true })
      .onConflictDoNothing();
    const refused = await ask();
    expect(textOf(refused)).toMatch(/have stopped questions/);
    expect(filesOf(refused)).toEqual(['your-question.txt']);
    expect(await world.database.db.select().from(asks)).toHaveLength(0);
  });

  it('is refused in other channels, and without one of the roles', async () => {
    await reset();
    let panel = await choose(await open(), 'setting:channels', [world.discord.channelId]);
    await press(panel, 'Save');
    expect((await saved())?.channels).toEqual([world.discord.channelId]);
    await world.database.db.update(guildSettings).set({ channels: ['123456789012345678'] });
    expect(textOf(await ask())).toContain('Please ask in <#123456789012345678>');
    panel = await choose(await open(), 'setting:channels', []);
    panel = await choose(panel, 'setting:askRoles', [world.discord.roles.moderators.id]);
    await press(panel, 'Save');
    expect(textOf(await ask())).toMatch(/members with one of these roles: <@&\d+>/);
    const allowed = await mira().slash('ask', { prompt: 'Why is grass green?' });
    expect(partsOf(await allowed.response()).length).toBeGreaterThan(0);
    expect(await world.database.db.select().from(asks)).toHaveLength(1);
  });

  it('is refused when the day’s limit is reached, by a command and by a mention', async () => {
    await reset();
    await world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, userAsks: 1 });
    expect(textOf(await ask())).not.toMatch(/limit/);
    const refused = await ask();
    expect(textOf(refused)).toMatch(
      /You have reached the limit of \*\*1 question a day\*\*.*at midnight UTC \(<t:\d+:R>\)/s,
    );
    expect(filesOf(refused)).toEqual(['your-question.txt']);
    ben().say(`<@${world.discord.applicationId}> and now?`);
    await ben().waitFor((m) => /^I cannot answer that now/.test(textOf(m)) && m.message_reference !== undefined);
  });
});
