import { AttachmentBuilder, MessageFlags, Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, formOf, type Setting, startSetting } from './client.ts';

const V2 = MessageFlags.IsComponentsV2;
const text = (content = 'text', id?: number) => ({ type: 10, content, ...(id ? { id } : {}) });
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, custom_id, label: 'Label', ...more });
const row = (...components: object[]) => ({ type: 1, components });
const container = (...components: object[]) => ({ type: 17, components });
const menu = (more: object = {}) => ({ type: 3, custom_id: 'menu', options: [{ label: 'One', value: '1' }], ...more });
const repeat = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const file = (name: string, data: string | Uint8Array<ArrayBuffer> = 'some text', type = 'text/plain') => ({
  name,
  type,
  data,
});

let setting: Setting;
let path: string;
const post = (body: unknown) => setting.request('POST', path, body);
const posted = async (body: unknown) => {
  const { status, body: message } = await post(body);
  expect(status, JSON.stringify(message)).toBe(200);
  return message as APIMessage;
};
const edit = (id: string, body: unknown) => setting.request('PATCH', `${path}/${id}`, body);
const edited = async (id: string, body: unknown) => {
  const { status, body: message } = await edit(id, body);
  expect(status, JSON.stringify(message)).toBe(200);
  return message as APIMessage;
};
const violations = () => setting.discord.violations.map(({ problem }) => problem);

beforeAll(async () => {
  setting = await startSetting();
  path = `/channels/${setting.discord.channelId}/messages`;
  await setting.client.application.commands.set(commands as never);
});
afterAll(() => setting.close());

describe('a message that Discord would refuse', () => {
  const cases: [name: string, body: object, words: RegExp][] = [
    ['too long a content', { content: 'x'.repeat(2001) }, /content: Characters: 2000 or fewer/],
    ['an embed too many', { embeds: repeat(11, () => ({ title: 't' })) }, /embeds: Must be 10 or fewer/],
    ['too long a title', { embeds: [{ title: 'x'.repeat(257) }] }, /embeds\.0\.title: Must be 256 or fewer/],
    ['too much in embeds', { embeds: repeat(2, () => ({ description: 'x'.repeat(3001) })) }, /embeds: .*6000/],
    [
      'too long a label',
      { content: 'c', components: [row(button('a', { label: 'x'.repeat(81) }))] },
      /components\.0\.components\.0\.label: Must be 80/,
    ],
    ['too long a custom_id', { content: 'c', components: [row(button('a'.repeat(101)))] }, /custom_id: Must be 100/],
    ['a custom_id twice', { content: 'c', components: [row(button('a'), button('a'))] }, /custom_id is used twice/],
    [
      'six buttons in a row',
      { content: 'c', components: [row(...repeat(6, (i) => button(`b${i}`)))] },
      /components\.0\.components: Must be 5/,
    ],
    ['six rows', { content: 'c', components: repeat(6, (i) => row(button(`b${i}`))) }, /Action rows: 5/],
    ['a button beside a menu', { content: 'c', components: [row(button('a'), menu())] }, /or one select menu/],
    [
      'a button that does nothing',
      { content: 'c', components: [row({ type: 2, style: 1, label: 'x' })] },
      /needs a custom_id/,
    ],
    [
      'a link that does two things',
      { content: 'c', components: [row(button('a', { style: 5, url: 'https://example.com' }))] },
      /link button/,
    ],
    [
      'a link to a script',
      { content: 'c', components: [row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })] },
      /link button/,
    ],
    [
      'a picture from a disk',
      { flags: V2, components: [{ type: 12, items: [{ media: { url: 'file:///a.png' } }] }] },
      /http, https or attachment/,
    ],
    ['nothing but space', { content: ' \n ' }, /empty message/],
    [
      'a button without a word',
      { content: 'c', components: [row(button('a', { label: undefined }))] },
      /a label or an emoji/,
    ],
    ['an empty menu', { content: 'c', components: [row(menu({ options: [] }))] }, /options: Must be 1 or more/],
    [
      '26 options',
      { content: 'c', components: [row(menu({ options: repeat(26, (i) => ({ label: `${i}`, value: `${i}` })) }))] },
      /options: Must be 25/,
    ],
    [
      'an option twice',
      { content: 'c', components: [row(menu({ options: repeat(2, () => ({ label: 'x', value: 'x' })) }))] },
      /value is used twice/,
    ],
    ['more choices than options', { content: 'c', components: [row(menu({ max_values: 2 }))] }, /than there are/],
    ['a text display without the flag', { components: [text()] }, /needs the flag IS_COMPONENTS_V2/],
    ['content with the flag', { flags: V2, content: 'c', components: [text()] }, /content: .*cannot be used/],
    ['embeds with the flag', { flags: V2, embeds: [{ title: 't' }], components: [text()] }, /embeds: .*cannot be used/],
    ['41 components', { flags: V2, components: [container(...repeat(40, () => text()))] }, /40 or fewer, not 41/],
    [
      '4,001 characters in two',
      { flags: V2, components: [text('x'.repeat(2000)), container(text('x'.repeat(2001)))] },
      /text displays: 4000/,
    ],
    ['an empty text display', { flags: V2, components: [text('')] }, /content: Must be 1 or more/],
    ['a container in a container', { flags: V2, components: [container(container(text()))] }, /may not stand here/],
    ['a button at the top', { flags: V2, components: [button('a')] }, /may not stand here/],
    [
      'a file from elsewhere',
      { flags: V2, components: [{ type: 13, file: { url: 'https://example.com/a.txt' } }] },
      /must be an attachment/,
    ],
    [
      'a file that is not there',
      { flags: V2, components: [{ type: 13, file: { url: 'attachment://a.txt' } }] },
      /no attachment named a\.txt/,
    ],
    [
      'an attachment that is not there',
      { content: 'c', attachments: [{ id: '0' }] },
      /attachments\.0\.id: There is no such file/,
    ],
    ['an id twice', { flags: V2, components: [text('a', 7), text('b', 7)] }, /component id is used twice/],
    [
      'two rules for one ping',
      { content: 'c', allowed_mentions: { parse: ['users'], users: ['1'] } },
      /mutually exclusive/,
    ],
    ['a secret for everybody', { content: 'c', flags: MessageFlags.Ephemeral }, /EPHEMERAL is for interactions/],
    ['a reply to nothing', { content: 'c', message_reference: { message_id: '1' } }, /Unknown message/],
    ['too long a nonce', { content: 'c', nonce: 'n'.repeat(26) }, /nonce: /],
    ['nothing at all', {}, /Cannot send an empty message/],
  ];
  it.each(cases)('%s', async (_name, body, words) => {
    const before = violations().length;
    const { status, body: refusal } = await post(body);
    expect(status).toBe(400);
    expect([50035, 50006]).toContain((refusal as { code: number }).code);
    expect(violations().slice(before).join('\n')).toMatch(words);
  });

  it('is told to discord.js in its own words, by the field', async () => {
    const channel = await setting.client.channels.fetch(setting.discord.channelId);
    if (!channel?.isSendable()) throw new Error('no channel');
    const components = [row(button('a', { label: 'x'.repeat(81) }))];
    const refused = channel.send({ content: 'c', components: components as never });
    await expect(refused).rejects.toMatchObject({ code: 50035, status: 400 });
    await expect(refused).rejects.toThrow(
      /components\[0\]\.components\[0\]\.label\[BASE_TYPE_MAX_LENGTH\]: Must be 80/,
    );
  });

  it('because of its files', async () => {
    const huge = new Uint8Array(10 * 1024 * 1024 + 1);
    expect(await post(formOf({}, [file('a.bin', huge)]))).toMatchObject({ status: 413, body: { code: 40005 } });
    expect(
      await post(
        formOf(
          {},
          repeat(11, (i) => file(`${i}.txt`)),
        ),
      ),
    ).toMatchObject({ body: { code: 50035 } });
  });

  it('or is no JSON, or goes nowhere', async () => {
    const { discord, request } = setting;
    const broken = await fetch(`${discord.apiUrl}/v10${path}`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.botToken}`, 'content-type': 'application/json' },
      body: '{"content":',
    });
    expect(await broken.json()).toMatchObject({ code: 50109 });
    const before = violations().length;
    expect(await request('POST', '/channels/1/unheard-of', {})).toMatchObject({ status: 404, body: { code: 0 } });
    expect(discord.violations.slice(before)).toMatchObject([{ method: 'POST', path: '/channels/1/unheard-of' }]);
    expect(await request('POST', '/channels/1/messages', { content: 'c' })).toMatchObject({ body: { code: 10003 } });
    expect(violations()).toHaveLength(before + 1);
  });
});

describe('a message that Discord takes', () => {
  const cases: [name: string, body: object][] = [
    ['2,000 characters', { content: 'x'.repeat(2000) }],
    ['40 components', { flags: V2, components: [container(...repeat(39, () => text()))] }],
    ['4,000 characters', { flags: V2, components: [text('x'.repeat(4000))] }],
    ['six rows in Components V2', { flags: V2, components: repeat(6, (i) => row(button(`b${i}`))) }],
    [
      'a section with a thumbnail',
      {
        flags: V2,
        components: [
          { type: 9, components: [text()], accessory: { type: 11, media: { url: 'https://example.com/a.png' } } },
        ],
      },
    ],
    ['nulls for nothing', { content: 'c', embeds: null, components: null, attachments: null, allowed_mentions: null }],
    ['a time with an offset', { embeds: [{ title: 't', timestamp: '2026-01-01T00:00:00.000000+00:00' }] }],
    ['fields that nobody knows', { content: 'c', tts: false, username: 'x', thread_name: undefined }],
    [
      'an emoji for a word',
      { content: 'c', components: [row(button('a', { label: undefined, emoji: { name: '🔥' } }))] },
    ],
    [
      'id 0, which counts as none',
      {
        flags: V2,
        components: [
          { ...text(), id: 0 },
          { ...text(), id: 0 },
        ],
      },
    ],
  ];
  it.each(cases)('%s', async (_name, body) => {
    const before = violations();
    await posted(body);
    expect(violations()).toEqual(before);
  });

  it('numbers its components around the numbers that are given', async () => {
    const { components } = await posted({ flags: V2, components: [container(text('a', 2), text('b')), text('c')] });
    expect(components).toMatchObject([{ id: 1, components: [{ id: 2 }, { id: 3 }] }, { id: 4 }]);
  });
});

describe('Components V2', () => {
  it('cannot be taken back, and stays with an edit that does not name it', async () => {
    const { id } = await posted({ flags: V2, components: [text('one')] });
    expect((await edited(id, { components: [text('two')] })).flags).toBe(V2);
    expect((await edited(id, { flags: 0, components: [text('three')] })).flags).toBe(V2);
    expect(await edit(id, { content: 'back to content' })).toMatchObject({ body: { code: 50035 } });
  });

  it('comes with an edit only where content and embeds are taken away', async () => {
    const { id } = await posted({ content: 'old', embeds: [{ title: 'old' }] });
    expect(await edit(id, { flags: V2, components: [text()] })).toMatchObject({ body: { code: 50035 } });
    expect(await edit(id, { flags: V2, content: null, components: [text()] })).toMatchObject({ body: { code: 50035 } });
    const after = await edited(id, { flags: V2, content: null, embeds: [], components: [text('new')] });
    expect(after).toMatchObject({ content: '', embeds: [], flags: V2 });
  });

  it('may not come with a deferral', async () => {
    const { discord, id, request, answer } = setting;
    const refused = Promise.withResolvers<unknown>();
    answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      const callback = (body: object) => request('POST', `/interactions/${i.id}/${i.token}/callback`, body);
      refused.resolve(await callback({ type: 5, data: { flags: V2 | 64 } }));
      await callback({ type: 5, data: { flags: 64 } });
      await i.webhook.editMessage('@original', { flags: V2, components: [text('new') as never] });
    });
    const reply = await (await discord.as(id('Ada')).slash('ask', { prompt: 'why?' })).response();
    expect(await refused.promise).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(reply.flags).toBe(V2 | 64);
  });
});

describe('callbacks and forms that Discord would refuse', () => {
  const label = (component: object) => ({ type: 18, label: 'Label', component });
  const input = (more: object = {}) => ({ type: 4, custom_id: 't', style: 1, ...more });
  const form = (...components: object[]) => ({ type: 9, data: { custom_id: 'f', title: 'F', components } });
  const choice = (value: string) => ({ label: value, value });
  const cases: [name: string, body: object, words: RegExp][] = [
    ['no type', {}, /type: /],
    ['an update of no message', { type: 7, data: { content: 'c' } }, /Only a component/],
    ['a deferred update of no message', { type: 6 }, /Only a component/],
    ['choices where nothing is typed', { type: 8, data: { choices: [] } }, /Autocomplete/],
    ['an empty message', { type: 4, data: {} }, /empty message/],
    ['too long a message', { type: 4, data: { content: 'x'.repeat(2001) } }, /data\.content: Must be 2000/],
    ['a form without a field', form(), /data\.components: Must be 1 or more/],
    ['six fields', form(...repeat(6, (i) => label(input({ custom_id: `${i}` })))), /Must be 5 or fewer/],
    [
      'too long a title',
      { type: 9, data: { custom_id: 'f', title: 'x'.repeat(46), components: [label(input())] } },
      /title: Must be 45/,
    ],
    ['a button in a form', form(row(button('a'))), /components\.0\.type: Value must be one of \(4\)/],
    ['something disabled', form(label({ type: 5, custom_id: 'u', disabled: true })), /can be disabled/],
    ['a label in a label', form(label(input({ label: 'twice' }))), /no label of its own/],
    ['a field without a label', form(row(input())), /needs a label/],
    ['a field twice', form(label(input()), label(input())), /custom_id is used twice/],
    ['a radio group of one', form(label({ type: 21, custom_id: 'r', options: [choice('a')] })), /options: Must be 2/],
    ['lengths that exclude each other', form(label(input({ min_length: 9, max_length: 3 }))), /min_length/],
    ['none of a required menu', form(label({ type: 5, custom_id: 'u', min_values: 0 })), /min_values may be 0/],
  ];
  it.each(cases)('%s', async (_name, body, words) => {
    const { discord, id, request, answer } = setting;
    const before = violations().length;
    const refused = Promise.withResolvers<{ status: number }>();
    answer(async (i) => {
      if (!i.isChatInputCommand()) return;
      refused.resolve(await request('POST', `/interactions/${i.id}/${i.token}/callback`, body));
      await i.reply('in the end');
    });
    await discord.as(id('Ada')).slash('ask', { prompt: 'why?' });
    expect((await refused.promise).status).toBe(400);
    expect(violations().slice(before).join('\n')).toMatch(words);
  });
});

describe('definitions of commands that Discord would refuse', () => {
  const command = (more: object) => ({ name: 'x', description: 'X', ...more });
  const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'O', ...more });
  const cases: [name: string, body: object, words: RegExp][] = [
    ['capital letters', command({ name: 'Ask' }), /name: Command name is invalid/],
    ['a space', command({ name: 'ask me' }), /name: Command name is invalid/],
    ['no description', { name: 'x' }, /description: This field is required/],
    ['too long a description', command({ description: 'x'.repeat(101) }), /description: Must be 100/],
    ['a description in a menu', { name: 'Menu', type: 3, description: 'X' }, /no description/],
    ['26 options', command({ options: repeat(26, (i) => option(`o${i}`)) }), /options: Must be 25/],
    [
      'a required one after an optional one',
      command({ options: [option('a'), option('b', { required: true })] }),
      /before non-required/,
    ],
    ['an option twice', command({ options: [option('a'), option('a')] }), /unique/],
    [
      'choices and completion',
      command({ options: [option('a', { autocomplete: true, choices: [{ name: 'c', value: 'c' }] })] }),
      /exclude each other/,
    ],
    ['too long an answer', command({ options: [option('a', { max_length: 6001 })] }), /max_length: .*6000/],
    [
      'subcommands among options',
      command({ options: [option('a'), { type: 1, name: 's', description: 'S' }] }),
      /cannot be mixed/,
    ],
    [
      'too much to read',
      command({
        options: repeat(25, (i) =>
          option(`o${i}`, { choices: repeat(25, (n) => ({ name: `${n} ${'x'.repeat(10)}`, value: `${n}` })) }),
        ),
      }),
      /8000/,
    ],
  ];
  it.each(cases)('%s', async (_name, body, words) => {
    const before = violations().length;
    const { discord, request } = setting;
    const all = [...commands, body];
    expect((await request('PUT', `/applications/${discord.applicationId}/commands`, all)).status).toBe(400);
    expect(violations().slice(before).join('\n')).toMatch(words);
    expect(discord.commands()).toHaveLength(commands.length);
  });

  it('sixteen menus, or another application', async () => {
    const { discord, request } = setting;
    const menus = repeat(16, (i) => ({ name: `Menu ${i}`, type: 3 }));
    const place = `/applications/${discord.applicationId}/commands`;
    expect(await request('PUT', place, menus)).toMatchObject({ body: { code: 30032 } });
    expect(await request('PUT', '/applications/1/commands', [])).toMatchObject({ body: { code: 20012 } });
  });
});

describe('files', () => {
  const served = async (url = '') => {
    const response = await fetch(url);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  it('are kept and served with their type, even when discord.js sends them', async () => {
    const channel = await setting.client.channels.fetch(setting.discord.channelId);
    if (!channel?.isSendable()) throw new Error('no channel');
    const files = [
      new AttachmentBuilder(Buffer.from('# Reasoning ✓'), { name: 'my reasoning.md', description: 'alt' }),
    ];
    const { attachments } = await channel.send({ content: 'c', files });
    const attached = attachments.first();
    expect(attached).toMatchObject({ name: 'my_reasoning.md', size: 15, description: 'alt' });
    expect((await served(attached?.url)).text).toBe('# Reasoning ✓');
    const markdown = await posted(formOf({}, [file('a.md', '# a', 'text/markdown; charset=utf-8')]));
    expect(await served(markdown.attachments[0]?.url)).toMatchObject({
      status: 200,
      type: 'text/markdown; charset=utf-8',
    });
    expect(setting.discord.requests.at(-1)?.files).toMatchObject([{ name: 'a.md', size: 3, text: '# a' }]);
  });

  it('are shown by components and embeds, and then are no attachments any more', async () => {
    const pixel = Uint8Array.from(
      atob('iVBORw0KGgoAAAANSUhEUgAAAAMAAAAFCAYAAACAcVaiAAAAC0lEQVR42mNgoBAAAABMAAEeAoYUAAAAAElFTkSuQmCC'),
      (c) => c.charCodeAt(0),
    );
    const message = await posted(
      formOf(
        {
          flags: V2,
          components: [
            { type: 12, items: [{ media: { url: 'attachment://chart.png' } }] },
            container({ type: 13, file: { url: 'attachment://a.txt' } }),
          ],
        },
        [file('chart.png', pixel, 'image/png'), file('a.txt'), file('unseen.txt')],
      ),
    );
    const [gallery, box] = message.components as never as [
      { items: { media: object }[] },
      { components: { file: { url: string } }[] },
    ];
    expect(gallery.items[0]?.media).toMatchObject({ width: 3, height: 5, content_type: 'image/png' });
    expect(box.components[0]).toMatchObject({ name: 'a.txt', size: 9, spoiler: false });
    expect((await served(box.components[0]?.file.url)).text).toBe('some text');
    expect(message.attachments.map(({ filename }) => filename)).toEqual(['unseen.txt']);
    const embedded = await posted(
      formOf({ embeds: [{ title: 't', image: { url: 'attachment://chart.png' } }] }, [
        file('chart.png', pixel, 'image/png'),
      ]),
    );
    expect(embedded.embeds[0]?.image?.url).toMatch(/^http:.*chart\.png$/);
    expect(embedded.attachments).toEqual([]);
  });

  it('stay, go and come with edits as API v10 has it', async () => {
    const names = ({ attachments }: APIMessage) => attachments.map(({ filename }) => filename);
    const first = await posted(formOf({ content: 'c' }, [file('a.txt'), file('b.txt')]));
    expect(names(first)).toEqual(['a.txt', 'b.txt']);
    expect(names(await edited(first.id, { content: 'without a word of files' }))).toEqual(['a.txt', 'b.txt']);
    const [a, b] = first.attachments;
    const kept = await edited(
      first.id,
      formOf({ attachments: [{ id: b?.id }, { id: 0, filename: 'd.txt' }] }, [file('c.txt')]),
    );
    expect(names(kept)).toEqual(['b.txt', 'd.txt']);
    expect((await served(a?.url)).status).toBe(404);
    expect(names(await edited(first.id, formOf({}, [file('e.txt')])))).toEqual(['e.txt']);
    expect(names(await edited(first.id, { attachments: [] }))).toEqual([]);
    expect(await edit(first.id, { attachments: [{ id: b?.id }] })).toMatchObject({ body: { code: 50035 } });
  });

  it('that components show stay for an edit that names them', async () => {
    const part = { type: 13, file: { url: 'attachment://a.txt' } };
    const { id, components } = await posted(formOf({ flags: V2, components: [part] }, [file('a.txt')]));
    const [{ file: media }] = components as never as [{ file: { attachment_id: string } }];
    await edited(id, { components: [text(), part], attachments: [{ id: media.attachment_id }] });
    expect(await edit(id, { components: [part], attachments: [] })).toMatchObject({ body: { code: 50035 } });
  });

  it('are gone with their message', async () => {
    const { id, attachments } = await posted(formOf({}, [file('a.txt')]));
    expect((await setting.request('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await served(attachments[0]?.url)).status).toBe(404);
  });
});

describe('pings', () => {
  const pinged = ({ mentions, mention_roles, mention_everyone }: APIMessage) => [
    ...mentions.map(({ global_name }) => global_name),
    ...mention_roles.map(() => 'role'),
    ...(mention_everyone ? ['everyone'] : []),
  ];

  it('are all allowed where an ordinary message says nothing, in content and in text displays', async () => {
    const { id, discord } = setting;
    const ping = `<@${id('Ada')}> <@&${discord.roles.moderators.id}> @everyone \`<@${id('Ben')}>\``;
    expect(pinged(await posted({ content: ping }))).toEqual(['Ada', 'role', 'everyone']);
    expect(pinged(await posted({ flags: V2, components: [container(text(ping))] }))).toEqual([
      'Ada',
      'role',
      'everyone',
    ]);
    expect(pinged(await posted({ content: ping, allowed_mentions: { parse: [] } }))).toEqual([]);
    expect(pinged(await posted({ content: ping, allowed_mentions: { users: [id('Ada')] } }))).toEqual(['Ada']);
    expect(pinged(await posted({ content: 'nobody', allowed_mentions: { users: [id('Ada')] } }))).toEqual([]);
  });

  it('of an answer to an interaction reach users only, and an edit decides anew', async () => {
    const { id, discord, answer, client } = setting;
    const ping = `<@${id('Ada')}> <@&${discord.roles.moderators.id}> @here`;
    answer((i) => i.isRepliable() && i.reply({ content: ping, allowedMentions: { parse: [] } }));
    const ben = discord.as(id('Ben'));
    expect(pinged(await (await ben.slash('ask', { prompt: 'ping' })).response())).toEqual([]);
    answer((i) => i.isRepliable() && i.reply(ping));
    const message = await (await ben.slash('ask', { prompt: 'ping' })).response();
    expect(pinged(message)).toEqual(['Ada']);
    const route = Routes.channelMessage(discord.channelId, message.id);
    expect(pinged((await client.rest.patch(route, { body: { content: 'quiet' } })) as APIMessage)).toEqual([]);
  });

  it('reach whom a reply answers, unless it says not', async () => {
    const { id, discord } = setting;
    const said = discord.as(id('Chloe')).say('anyone?');
    const message_reference = { message_id: said.id };
    expect(pinged(await posted({ content: 'here', message_reference }))).toEqual(['Chloe']);
    expect(pinged(await posted({ content: 'here', message_reference, allowed_mentions: { parse: [] } }))).toEqual([]);
    setting.answer((i) => i.isRepliable() && i.reply('asked'));
    const response = await (await discord.as(id('Ben')).slash('ask', { prompt: 'why?' })).response();
    expect(pinged(discord.as(id('Ada')).say('to a response', { replyTo: response.id }))).toEqual([]);
    const own = await posted({ content: 'ordinary' });
    expect(pinged(discord.as(id('Ada')).say('to a message', { replyTo: own.id }))).toEqual(['Tribunal']);
  });
});

describe('other people’s messages', () => {
  it('can be read in a channel, not edited, and not deleted without the permission', async () => {
    const { id, discord, request } = setting;
    const said = discord.as(id('Dev')).say('mine');
    expect(await edit(said.id, { content: 'ours' })).toMatchObject({ status: 403, body: { code: 50005 } });
    expect(await request('DELETE', `${path}/${said.id}`)).toMatchObject({ status: 403, body: { code: 50013 } });
    const { body } = await request('GET', `${path}?limit=2`);
    expect((body as APIMessage[]).map((m) => m.id)[0]).toBe(said.id);
    expect(body).toHaveLength(2);
  });
});
