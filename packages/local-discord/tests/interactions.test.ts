import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  type Interaction,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../src/driver.ts';
import { commands, type Setting, startSetting } from './client.ts';

let setting: Setting;
const as = (name: string): Person => setting.discord.as(setting.id(name));
const seenBy = (name: string): readonly APIMessage[] =>
  setting.discord.messages(setting.discord.channelId, setting.id(name));

const row = (...buttons: [string, string][]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    buttons.map(([id, label]) => new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary)),
  );
/** Sends an ordinary message of the bot with these components. */
const post = (components: object[], flags = 0) =>
  setting.client.rest.post(Routes.channelMessages(setting.discord.channelId), {
    body: flags ? { components, flags } : { content: 'here', components },
  }) as Promise<APIMessage>;

beforeAll(async () => {
  // This clock only moves when a test sets it: no test may depend on how long it runs.
  const begun = Date.now();
  setting = await startSetting({ now: () => begun });
  await setting.client.application.commands.set(commands as never);
});
beforeEach(() => setting.answer(() => {}));
afterEach(() => {
  expect(setting.errors.splice(0)).toEqual([]);
  expect(setting.discord.violations).toEqual([]);
});
afterAll(() => setting.close());

describe('commands', () => {
  it('are registered for the application and for the server apart', async () => {
    const { client, discord } = setting;
    expect(discord.commands().map(({ name }) => name)).toEqual(['ask', 'settings', 'Judge this', 'Votes of']);
    const before = discord.commands()[0]?.id;
    await client.application.commands.set([{ name: 'here', description: 'Here' }], discord.guildId);
    expect(discord.commands()).toHaveLength(5);
    await client.application.commands.set(commands as never);
    expect(discord.commands().find(({ name }) => name === 'ask')?.id).toBe(before);
    await client.application.commands.set([], discord.guildId);
    const extra = await client.application.commands.create({ name: 'extra', description: 'Extra' });
    await extra.setDescription('Other');
    expect(discord.commands().find(({ name }) => name === 'extra')?.description).toBe('Other');
    await extra.delete();
    expect(discord.commands()).toHaveLength(4);
  });

  it('carry options of every type', async () => {
    const got = Promise.withResolvers<object>();
    setting.answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      const { options } = i;
      got.resolve({
        prompt: options.getString('prompt'),
        count: options.getInteger('count'),
        heat: options.getNumber('heat'),
        private: options.getBoolean('private'),
        who: options.getUser('who')?.displayName,
        member: options.getMember('who') !== null,
        where: options.getChannel('where')?.name,
        role: options.getRole('role')?.name,
        any: options.getMentionable('any') !== null,
        file: await fetch(options.getAttachment('file')?.url ?? '').then((response) => response.text()),
        effort: options.getString('effort'),
        locale: i.locale,
        moderator: i.memberPermissions?.has('ManageMessages'),
        mayAttach: i.appPermissions.has('AttachFiles'),
      });
      await i.reply('ok');
    });
    await as('Mira').slash(
      'ask',
      {
        prompt: 'why?',
        count: 4,
        heat: 0.5,
        private: true,
        who: setting.id('Ben'),
        where: setting.discord.channelId,
        role: setting.discord.roles.moderators.id,
        any: setting.id('Dev'),
        effort: 'deep',
      },
      { files: { file: { name: 'notes.txt', type: 'text/plain', data: 'some notes' } } },
    );
    expect(await got.promise).toEqual({
      prompt: 'why?',
      count: 4,
      heat: 0.5,
      private: true,
      who: 'Ben',
      member: true,
      where: 'ask-tribunal',
      role: 'Moderators',
      any: true,
      file: 'some notes',
      effort: 'deep',
      locale: 'en-US',
      moderator: true,
      mayAttach: true,
    });
  });

  it('have subcommands and groups', async () => {
    const got: unknown[] = [];
    setting.answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      got.push([i.options.getSubcommandGroup(false), i.options.getSubcommand(), i.options.getInteger('asks')]);
      await i.reply('ok');
    });
    await as('Mira').slash('settings show');
    await as('Mira').slash('settings limit set', { asks: 7 });
    expect(got).toEqual([
      [null, 'show', null],
      ['limit', 'set', 7],
    ]);
    await expect(as('Mira').slash('settings')).rejects.toThrow(/needs one of: show, limit/);
    await expect(as('Mira').slash('settings limit drop')).rejects.toThrow(/no drop/);
  });

  it('are held to their definition, as a client does, unless the client is a modified one', async () => {
    setting.answer((i) => i.isRepliable() && i.reply('ok'));
    for (const [options, words] of [
      [{}, /prompt: This option is required/],
      [{ prompt: 'x' }, /2 or more/],
      [{ prompt: 'x'.repeat(21) }, /20 or fewer/],
      [{ prompt: 'why', count: 1 }, /greater than or equal to 2/],
      [{ prompt: 'why', count: 17 }, /less than or equal to 16/],
      [{ prompt: 'why', count: 2.5 }, /valid integer/],
      [{ prompt: 'why', effort: 'endless' }, /one of the choices/],
      [{ prompt: 'why', colour: 'red' }, /no such option/],
    ] as const) {
      await expect(as('Ada').slash('ask', options), JSON.stringify(options)).rejects.toThrow(words);
      expect((await as('Ada').slash('ask', options, { unchecked: true })).type).toBe(4);
    }
  });

  it('are not for members without their permission', async () => {
    setting.answer((i) => i.isRepliable() && i.reply('ok'));
    await expect(as('Ben').slash('settings show')).rejects.toThrow(/Ben may not use settings/);
    expect((await as('Mira').slash('settings show')).type).toBe(4);
    let permissions = '';
    setting.answer((i) => {
      permissions = i.memberPermissions?.bitfield.toString() ?? '';
      return i.isRepliable() && i.reply('no');
    });
    await as('Ben').slash('settings show', {}, { unchecked: true });
    expect(BigInt(permissions) & 8192n).toBe(0n);
  });

  it('complete what is being typed', async () => {
    setting.answer(async (i) => {
      if (!i.isAutocomplete()) return;
      const { name, value } = i.options.getFocused(true);
      await i.respond([{ name: `${name} ${value} ${i.options.getString('prompt')}`, value: 'v' }]);
    });
    const choices = await as('Ada').autocomplete('ask', { prompt: 'why', topic: 'sk' }, 'topic');
    expect(choices).toEqual([{ name: 'topic sk why', value: 'v' }]);
  });

  it('stand in the menus of messages and members', async () => {
    const said = as('Ben').say('judge me');
    setting.answer(async (i) => {
      if (i.isMessageContextMenuCommand()) await i.reply(`${i.targetMessage.content} by ${i.targetMessage.author.id}`);
      if (i.isUserContextMenuCommand()) await i.reply(`${i.targetUser.displayName} ${i.targetMember !== null}`);
    });
    const judged = await (await as('Ada').messageMenu('Judge this', said.id)).response();
    expect(judged).toMatchObject({ content: `judge me by ${setting.id('Ben')}`, type: 23 });
    expect(judged.message_reference?.message_id).toBe(said.id);
    const votes = await (await as('Ada').userMenu('Votes of', setting.id('Dev'))).response();
    expect(votes.content).toBe('Dev true');
    await expect(as('Ada').messageMenu('Votes of', said.id)).rejects.toThrow(/no command/);
  });
});

describe('answers', () => {
  it('come at once', async () => {
    setting.answer((i) => i.isRepliable() && i.reply('at once'));
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    expect(answer).toMatchObject({ type: 4, message: { content: 'at once', type: 20 } });
    expect(answer.message?.interaction_metadata).toMatchObject({ user: { global_name: 'Ada' }, name: 'ask' });
    expect((await answer.response()).content).toBe('at once');
    expect(answer.ackMs).toBeGreaterThanOrEqual(0);
  });

  it('come after a deferral, by an edit', async () => {
    const go = Promise.withResolvers<void>();
    const again = Promise.withResolvers<void>();
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      await i.deferReply();
      await go.promise;
      await i.editReply('thought of it');
      await again.promise;
      await i.editReply('thought better of it');
    });
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    expect(answer).toMatchObject({ type: 5, message: { content: '', flags: 128 } });
    const response = answer.response();
    go.resolve();
    expect(await response).toMatchObject({ flags: 0, edited_timestamp: null, content: 'thought of it' });
    const waiting = as('Ben').waitFor((m) => m.content === 'thought better of it');
    again.resolve();
    const later = await waiting;
    expect(later.id).toBe(answer.message?.id);
    expect(typeof later.edited_timestamp).toBe('string');
  });

  it('can be fetched, followed up and deleted', async () => {
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      const { resource } = await i.reply({ content: 'one', withResponse: true });
      expect((await i.fetchReply()).id).toBe(resource?.message?.id);
      const second = await i.followUp('two');
      await i.webhook.editMessage(second.id, 'two again');
      await i.deleteReply();
    });
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    const second = await as('Ben').waitFor((m) => m.content === 'two again');
    expect(second.message_reference?.message_id).toBe(answer.message?.id);
    await expect.poll(() => seenBy('Ben').some(({ id }) => id === answer.message?.id)).toBe(false);
    await expect(answer.response()).rejects.toThrow(/deleted/);
  });

  it('that were only deferred can be taken back', async () => {
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      await i.deferReply();
      await i.deleteReply();
    });
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    await expect(answer.response()).rejects.toThrow(/took its answer back/);
  });

  it('to one person are seen by that person alone, whatever the edit says', async () => {
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      await setting.client.rest.patch(Routes.webhookMessage(i.applicationId, i.token, '@original'), {
        body: { content: 'hush', flags: 0 },
      });
    });
    const message = await (await as('Ada').slash('ask', { prompt: 'why?' })).response();
    expect(message.flags).toBe(64);
    expect(seenBy('Ada').map(({ id }) => id)).toContain(message.id);
    expect(seenBy('Ben').map(({ id }) => id)).not.toContain(message.id);
    expect(setting.discord.requests.at(-1)).toMatchObject({ method: 'PATCH', ephemeral: true });
    await expect(setting.client.rest.get(Routes.channelMessage(message.channel_id, message.id))).rejects.toMatchObject({
      code: 10008,
    });
    await expect(as('Ben').click(message.id, 'any')).rejects.toThrow(/sees no message/);
  });

  it('stay public when the deferral was, even if the first follow-up asks for less', async () => {
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      await i.deferReply();
      await i.followUp({ content: 'meant for one', flags: MessageFlags.Ephemeral });
      await i.followUp({ content: 'really for one', flags: MessageFlags.Ephemeral });
    });
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    const filled = await answer.response();
    expect(filled).toMatchObject({ id: answer.message?.id, content: 'meant for one', flags: 0 });
    const second = await as('Ada').waitFor((m) => m.content === 'really for one');
    expect(seenBy('Ben').map(({ id }) => id)).not.toContain(second.id);
  });

  it('are refused the second time', async () => {
    let refused: unknown;
    setting.answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      await i.reply('first');
      refused = await setting.request('POST', `/interactions/${i.id}/${i.token}/callback`, {
        type: 4,
        data: { content: '2' },
      });
    });
    await as('Ada').slash('ask', { prompt: 'why?' });
    await expect.poll(() => refused).toMatchObject({ status: 400, body: { code: 40060 } });
  });

  it('are not waited for longer than three seconds', async () => {
    const came = Promise.withResolvers<Interaction>();
    setting.answer(came.resolve);
    const asked = as('Ada').slash('ask', { prompt: 'why?' });
    const interaction = await came.promise;
    setting.discord.advance(2999);
    const last = await Promise.race([asked.catch(String), Promise.resolve('still waiting')]);
    expect(last).toBe('still waiting');
    setting.discord.advance(1);
    await expect(asked).rejects.toThrow('The application did not respond');
    if (!interaction.isRepliable()) throw new Error('not repliable');
    await expect(interaction.reply('late')).rejects.toMatchObject({ code: 10062 });
  });

  it('are in time just before the three seconds are over', async () => {
    setting.answer(async (i) => {
      if (!i.isRepliable()) return;
      setting.discord.advance(2999);
      await i.reply('just in time');
    });
    const failed: unknown[] = [];
    const stop = setting.discord.onChange((c) => c.kind === 'interaction' && c.state === 'failed' && failed.push(c));
    expect((await as('Ada').slash('ask', { prompt: 'why?' })).type).toBe(4);
    setting.discord.advance(3000);
    stop();
    expect(failed).toEqual([]);
  });

  it('may be changed for fifteen minutes', async () => {
    const came = Promise.withResolvers<Interaction>();
    setting.answer(async (i) => {
      if (i.isRepliable()) await i.deferReply();
      came.resolve(i);
    });
    await as('Ada').slash('ask', { prompt: 'why?' });
    const interaction = await came.promise;
    if (!interaction.isRepliable()) throw new Error('not repliable');
    setting.discord.advance(14 * 60_000);
    await interaction.editReply('in time');
    setting.discord.advance(60_000);
    await expect(interaction.editReply('late')).rejects.toMatchObject({ code: 50027 });
  });

  it('by a webhook need a token that was answered', async () => {
    const { request, discord } = setting;
    const edit = (token: string) =>
      request('PATCH', `/webhooks/${discord.applicationId}/${token}/messages/@original`, { content: 'x' });
    expect(await edit('nobodys')).toMatchObject({ status: 404, body: { code: 10015 } });
    let early: unknown;
    setting.answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      early = await edit(i.token);
      await i.reply('now');
    });
    await as('Ada').slash('ask', { prompt: 'why?' });
    expect(early).toMatchObject({ status: 404, body: { code: 10015 } });
  });

  it('of other interactions are out of reach', async () => {
    const codes: unknown[] = [];
    setting.answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      await i.reply('mine');
      await i.webhook.editMessage(others.id, 'stolen').catch(({ code }) => codes.push(code));
    });
    const others = await post([]);
    await as('Ada').slash('ask', { prompt: 'why?' });
    await expect.poll(() => codes).toEqual([10008]);
  });

  it('can be asked for twice, as a gateway may deliver twice', async () => {
    const ids: string[] = [];
    setting.answer(async (i) => {
      ids.push(i.id);
      if (i.isRepliable() && ids.length === 1) await i.reply('once');
    });
    const answer = await as('Ada').slash('ask', { prompt: 'why?' });
    await answer.redeliver();
    await expect.poll(() => ids).toEqual([answer.interactionId, answer.interactionId]);
  });
});

describe('components', () => {
  it('are clicked by name or label, and update their message', async () => {
    const message = await post([row(['a', 'A is better'], ['b', 'B is better']).toJSON()]);
    setting.answer(async (i) => {
      if (!i.isButton()) return;
      expect(i.message.id).toBe(message.id);
      await i.update({ content: `clicked ${i.customId}`, components: [] });
    });
    const answer = await as('Ben').click(message.id, 'B is better');
    expect(answer).toMatchObject({ type: 7, message: { id: message.id, content: 'clicked b', components: [] } });
    expect((await answer.response()).id).toBe(message.id);
    await expect(as('Ben').click(message.id, 'b')).rejects.toThrow(/no b on this message/);
  });

  it('are answered with a deferred update and an edit', async () => {
    const message = await post([row(['a', 'A']).toJSON()]);
    setting.answer(async (i) => {
      if (!i.isButton()) return;
      await i.deferUpdate();
      await i.editReply('edited');
    });
    const answer = await as('Ben').click(message.id, 'a');
    expect(answer.type).toBe(6);
    expect(await answer.response()).toMatchObject({ id: message.id, content: 'edited' });
  });

  it('are answered with a deferred update and a word to one person', async () => {
    const message = await post([row(['a', 'A']).toJSON()]);
    setting.answer(async (i) => {
      if (!i.isButton()) return;
      await i.deferUpdate();
      await i.followUp({ content: 'your vote counts', flags: MessageFlags.Ephemeral });
    });
    const response = await (await as('Ben').click(message.id, 'a')).response();
    expect(response).toMatchObject({ content: 'your vote counts', flags: 64, type: 19 });
    expect(response.message_reference?.message_id).toBe(message.id);
  });

  it('can be forged by a modified client', async () => {
    const message = await post([row(['a', 'A']).toJSON()]);
    let got = '';
    setting.answer(async (i) => {
      if (!i.isButton()) return;
      got = i.customId;
      await i.reply({ content: 'no', flags: MessageFlags.Ephemeral });
    });
    await expect(as('Ben').click(message.id, 'vote:x')).rejects.toThrow(/no vote:x/);
    await as('Ben').click(message.id, 'vote:x', { forged: true });
    expect(got).toBe('vote:x');
  });

  it('cannot be used while disabled, and a link goes elsewhere', async () => {
    const message = await post([
      {
        type: 1,
        components: [
          { type: 2, style: 1, custom_id: 'a', label: 'A', disabled: true },
          { type: 2, style: 5, url: 'https://example.com', label: 'Link' },
        ],
      },
    ]);
    await expect(as('Ben').click(message.id, 'A')).rejects.toThrow(/disabled/);
    await expect(as('Ben').click(message.id, 'Link')).rejects.toThrow(/is a link/);
  });

  it('are menus of every kind', async () => {
    const { discord, id } = setting;
    const message = await post(
      [
        {
          type: 3,
          custom_id: 'text',
          options: [
            { label: 'One', value: '1' },
            { label: 'Two', value: '2' },
          ],
          max_values: 2,
        },
        { type: 5, custom_id: 'user' },
        { type: 6, custom_id: 'role' },
        { type: 7, custom_id: 'any' },
        { type: 8, custom_id: 'channel' },
      ].map((menu) => ({ type: 1, components: [menu] })),
    );
    const got: unknown[] = [];
    setting.answer(async (i) => {
      if (!i.isAnySelectMenu()) return;
      if (i.isStringSelectMenu()) got.push(i.values);
      if (i.isUserSelectMenu()) got.push([i.users.first()?.displayName, i.members.size]);
      if (i.isRoleSelectMenu()) got.push([i.roles.first()?.name]);
      if (i.isMentionableSelectMenu()) got.push([i.users.size, i.roles.size]);
      if (i.isChannelSelectMenu()) got.push(i.channels.map((channel) => channel?.id));
      await i.deferUpdate();
    });
    const dev = as('Dev');
    await dev.select(message.id, 'text', ['2', '1']);
    await dev.select(message.id, 'user', [id('Ada')]);
    await dev.select(message.id, 'role', [discord.roles.moderators.id]);
    await dev.select(message.id, 'any', [id('Ada')]);
    await dev.select(message.id, 'channel', [discord.channelId]);
    expect(got).toEqual([['2', '1'], ['Ada', 1], ['Moderators'], [1, 0], [discord.channelId]]);
    await expect(dev.select(message.id, 'text', [])).rejects.toThrow(/choose 1 to 2/);
    await expect(dev.select(message.id, 'text', ['3'])).rejects.toThrow(/does not offer 3/);
    await dev.select(message.id, 'text', ['3'], { forged: true });
    expect(got.at(-1)).toEqual(['3']);
  });
});

describe('forms', () => {
  const label = (component: object) => ({ type: ComponentType.Label, label: 'Field', component });
  const open = async (components: object[]) => {
    setting.answer((i) => i.isCommand() && i.showModal({ custom_id: 'form', title: 'Form', components } as never));
    const { modal, type, response } = await as('Ada').slash('ask', { prompt: 'why?' });
    expect(type).toBe(9);
    await expect(response()).rejects.toThrow(/a form, not with a message/);
    if (!modal) throw new Error('no modal');
    return modal;
  };

  it('go there and back with fields of every kind', async () => {
    const { discord, id } = setting;
    const modal = await open([
      { type: ComponentType.TextDisplay, content: 'Please fill this in.' },
      label({ type: ComponentType.TextInput, custom_id: 'why', style: 2, max_length: 10 }),
      label({
        type: ComponentType.RadioGroup,
        custom_id: 'radio',
        required: false,
        options: ['r1', 'r2'].map((value) => ({ label: value, value })),
      }),
      label({
        type: ComponentType.CheckboxGroup,
        custom_id: 'boxes',
        options: ['c1', 'c2'].map((value) => ({ label: value, value })),
      }),
      label({ type: ComponentType.Checkbox, custom_id: 'sure' }),
    ]);
    let got: unknown;
    setting.answer(async (i) => {
      if (!i.isModalSubmit()) return;
      const { fields } = i;
      got = [
        i.customId,
        fields.getTextInputValue('why'),
        fields.getRadioGroup('radio'),
        fields.getCheckboxGroup('boxes'),
        fields.getCheckbox('sure'),
      ];
      await i.reply('thanks');
    });
    await expect(as('Ada').submitModal(modal, { why: 'because', boxes: ['c3'] })).rejects.toThrow(/one of the options/);
    const answer = await as('Ada').submitModal(modal, { why: 'because', boxes: ['c2'], sure: 'true' });
    expect(got).toEqual(['form', 'because', null, ['c2'], true]);
    expect((await answer.response()).content).toBe('thanks');

    const menus = await open([
      label({
        type: ComponentType.StringSelect,
        custom_id: 'text',
        options: [{ label: 'One', value: '1', default: true }],
      }),
      label({ type: ComponentType.UserSelect, custom_id: 'user' }),
      label({ type: ComponentType.ChannelSelect, custom_id: 'channel' }),
      label({ type: ComponentType.FileUpload, custom_id: 'file', required: false }),
      label({ type: ComponentType.RoleSelect, custom_id: 'role', required: false }),
    ]);
    setting.answer(async (i) => {
      if (!i.isModalSubmit()) return;
      const { fields } = i;
      got = [
        fields.getStringSelectValues('text'),
        fields.getSelectedUsers('user')?.first()?.displayName,
        fields.getSelectedChannels('channel')?.first()?.id,
        fields.getUploadedFiles('file')?.first()?.name,
        fields.getSelectedRoles('role'),
      ];
      await i.reply('thanks');
    });
    const files = { file: { name: 'a.txt', type: 'text/plain', data: 'a' } };
    await as('Ada').submitModal(menus, { user: id('Ben'), channel: [discord.channelId] }, { files });
    expect(got).toEqual([['1'], 'Ben', discord.channelId, 'a.txt', null]);
  });

  it('take the older rows of text inputs, and are held to their rules by a client', async () => {
    const input = { type: 4, custom_id: 'name', label: 'Name', style: 1, min_length: 2, max_length: 5 };
    const modal = await open([{ type: 1, components: [input] }]);
    let got = '';
    setting.answer(async (i) => {
      if (!i.isModalSubmit()) return;
      got = i.fields.getTextInputValue('name');
      await i.reply('thanks');
    });
    await expect(as('Ada').submitModal(modal, {})).rejects.toThrow(/name: This field is required/);
    await expect(as('Ada').submitModal(modal, { name: 'x' })).rejects.toThrow(/2 or more/);
    await expect(as('Ada').submitModal(modal, { name: 'long name' })).rejects.toThrow(/5 or fewer/);
    await expect(as('Ada').submitModal(modal, { other: 'x' })).rejects.toThrow(/no such field/);
    await as('Ada').submitModal(modal, { name: 'long name' }, { unchecked: true });
    expect(got).toBe('long name');
    await as('Ada').submitModal(modal, { name: 'Ada' });
    expect(got).toBe('Ada');
  });

  it('opened by a button can update its message', async () => {
    const message = await post([row(['open', 'Open']).toJSON()]);
    setting.answer(async (i) => {
      if (i.isButton())
        await i.showModal({
          custom_id: 'f',
          title: 'F',
          components: [label({ type: 4, custom_id: 't', style: 1 })],
        } as never);
    });
    const { modal } = await as('Ada').click(message.id, 'Open');
    if (!modal) throw new Error('no modal');
    const before = setting.discord.violations.length;
    setting.answer(async (i) => {
      if (!i.isModalSubmit() || !i.isFromMessage()) return;
      const again = {
        type: 9,
        data: { custom_id: 'f', title: 'F', components: [label({ type: 4, custom_id: 't', style: 1 })] },
      };
      refused = await setting.request('POST', `/interactions/${i.id}/${i.token}/callback`, again);
      await i.update(`it says ${i.fields.getTextInputValue('t')}`);
    });
    let refused: unknown;
    const answer = await as('Ada').submitModal(modal, { t: 'hello' });
    expect(refused).toMatchObject({ body: { code: 50035 } });
    expect((setting.discord.violations as unknown[]).splice(before)).toHaveLength(1);
    expect(answer).toMatchObject({ type: 7, message: { id: message.id, content: 'it says hello' } });
  });
});

describe('what people see', () => {
  it('is told as it changes', async () => {
    const kinds: string[] = [];
    const stop = setting.discord.onChange((change) =>
      kinds.push(change.kind === 'interaction' ? change.state : change.kind),
    );
    setting.answer((i) => i.isRepliable() && i.reply('seen'));
    await as('Ada').slash('ask', { prompt: 'why?' });
    await setting.client.rest.post(Routes.channelTyping(setting.discord.channelId));
    stop();
    as('Ada').say('unheard');
    expect(kinds).toEqual(['sent', 'message', 'answered', 'typing']);
  });

  it('is what each waits for: an answer to somebody else alone is not', async () => {
    setting.answer((i) => i.isRepliable() && i.reply({ content: 'a word', flags: MessageFlags.Ephemeral }));
    const waiting = as('Ben').waitFor((m) => m.content === 'a word');
    await as('Ada').slash('ask', { prompt: 'why?' });
    const said = as('Chloe').say('a word');
    expect((await waiting).id).toBe(said.id);
  });

  it('can be waited for, not for ever', async () => {
    await expect(as('Ada').waitFor((m) => m.content === 'never', 20)).rejects.toThrow(/within 20 ms/);
    const waiting = as('Ada').waitFor(() => {
      throw new Error('a test that fails');
    });
    await expect(waiting).rejects.toThrow('a test that fails');
  });
});
