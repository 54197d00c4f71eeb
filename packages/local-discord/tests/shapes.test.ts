import { MessageFlags } from 'discord.js';
import * as schemas from 'discord-api-spec/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, formOf, type Setting, startSetting } from './client.ts';

type Schema = { safeParse: (value: unknown) => { error?: { issues: object[] } } };
/** What Discord's schema refuses in a response. */
const misfits = (name: string, value: unknown): object[] =>
  (schemas as unknown as Record<string, Schema>)[`${name}Schema`]?.safeParse(value).error?.issues ?? [];

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
  await setting.client.application.commands.set(commands as never);
});
afterAll(() => setting.close());

describe('what this Discord sends fits Discord’s own schemas', () => {
  it('for everything that can be fetched', async () => {
    const { discord, request, id } = setting;
    const guild = `/guilds/${discord.guildId}`;
    for (const [path, schema] of [
      ['/users/@me', 'UserResponse'],
      [`/users/${id('Ada')}`, 'UserResponse'],
      ['/applications/@me', 'PrivateApplicationResponse'],
      ['/gateway/bot', 'GatewayBotResponse'],
      [guild, 'GuildWithCountsResponse'],
      [`${guild}/members/${id('Mira')}`, 'GuildMemberResponse'],
      [`${guild}/members/${discord.applicationId}`, 'GuildMemberResponse'],
      [`/channels/${discord.channelId}`, 'GuildChannelResponse'],
      [`${guild}/roles`, 'GuildRoleResponse'],
      [`/applications/${discord.applicationId}/commands`, 'ApplicationCommandResponse'],
    ] as const) {
      const { status, body } = await request('GET', path);
      expect(status, path).toBe(200);
      for (const one of [body].flat()) expect(misfits(schema, one), path).toEqual([]);
    }
    for (const [path, code] of [
      ['/users/1', 10013],
      ['/guilds/1', 10004],
      [`${guild}/members/1`, 10007],
      ['/channels/1', 10003],
      [`/channels/${discord.channelId}/messages/1`, 10008],
      [`/applications/${discord.applicationId}/commands/1`, 10063],
    ] as const) {
      const { status, body } = await request('GET', path);
      expect([status, (body as { code: number }).code], path).toEqual([404, code]);
      expect(misfits('ErrorResponse', body)).toEqual([]);
    }
  });

  it('for messages of every kind, and for what answers an interaction', async () => {
    const { discord, request, id, answer } = setting;
    const text = { type: 10, content: 'text' };
    const path = `/channels/${discord.channelId}/messages`;
    const button = { type: 2, style: 1, custom_id: 'b', label: 'B', emoji: { name: '🔥' }, disabled: false };
    const components = [
      { type: 17, components: [text, { type: 14 }, { type: 1, components: [button] }], accent_color: null },
      { type: 9, components: [text], accessory: { type: 11, media: { url: 'attachment://a.png' } } },
      { type: 12, items: [{ media: { url: 'https://example.com/b.png' }, description: null }] },
      { type: 13, file: { url: 'attachment://a.png' } },
      { type: 1, components: [{ type: 3, custom_id: 'm', options: [{ label: 'One', value: '1' }] }] },
    ];
    const files = [{ name: 'a.png', type: 'image/png', data: 'x' }];
    const posted = await request('POST', path, formOf({ flags: MessageFlags.IsComponentsV2, components }, files));
    expect(posted.status).toBe(200);
    await request(
      'POST',
      path,
      formOf({ embeds: [{ title: 't', color: 1, fields: [{ name: 'n', value: 'v' }] }] }, files),
    );
    const said = discord.as(id('Ben')).say(`<@${id('Ada')}>`);
    discord.as(id('Ada')).say('yes?', { replyTo: said.id });
    const callbacks: unknown[] = [];
    answer(async (i) => {
      if (!i.isRepliable()) return;
      const callback = (type: number, data: object) =>
        request('POST', `/interactions/${i.id}/${i.token}/callback?with_response=true`, { type, data });
      if (i.isButton()) callbacks.push((await callback(4, { content: 'clicked', flags: 64 })).body);
      else if (i.isModalSubmit()) callbacks.push((await callback(4, { content: 'submitted' })).body);
      else if (i.isUserContextMenuCommand())
        callbacks.push((await callback(9, { title: 'F', custom_id: 'f', components: [{ ...text }] })).body);
      else callbacks.push((await callback(4, { content: 'asked' })).body);
      if (i.isChatInputCommand()) await i.webhook.send('more');
    });
    const ada = discord.as(id('Ada'));
    await (await ada.slash('ask', { prompt: 'why?' })).response();
    await ada.messageMenu('Judge this', said.id);
    await ada.click((posted.body as { id: string }).id, 'B');
    const { modal } = await ada.userMenu('Votes of', id('Dev'));
    if (modal) await ada.submitModal(modal, {});
    await ada.waitFor((m) => m.content === 'more');
    await expect.poll(() => callbacks.length).toBe(5);
    for (const body of callbacks) {
      // The schema of callback responses leaves out modals (type 9).
      if ((body as { resource: { type: number } }).resource.type !== 9)
        expect(misfits('InteractionCallbackResponse', body)).toEqual([]);
    }
    const messages = discord.messages(discord.channelId, id('Ada'));
    expect(messages).toHaveLength(9);
    for (const message of messages) expect(misfits('MessageResponse', message), JSON.stringify(message)).toEqual([]);
    expect(discord.violations.filter(({ path: at }) => !at.endsWith('/1'))).toEqual([]);
  });
});
