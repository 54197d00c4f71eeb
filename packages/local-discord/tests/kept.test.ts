import { afterEach, expect, it } from 'vitest';
import { startLocalDiscord } from '../src/local-discord.ts';
import { type Setting, startSetting } from './client.ts';

const open: Setting[] = [];
const start = async (...given: Parameters<typeof startSetting>) => {
  const setting = await startSetting(...given);
  open.push(setting);
  return setting;
};
afterEach(async () => {
  for (const setting of open.splice(0)) await setting.close();
});

const commands = [{ name: 'ask', description: 'Ask', type: 1 }];

it('is the same server after a restart, with its people, commands, messages and files, at another address', async () => {
  const before = await start({ channelNames: ['one', 'two'] });
  await before.client.application.commands.set(commands as never);
  const lena = before.discord.addMember({ name: 'Lena', locale: 'de', more: 1n << 40n });
  before.answer((i) => i.isChatInputCommand() && i.reply({ content: 'For you alone', flags: 64 }));
  await before.discord.as(lena.user.id).slash('ask');
  const said = before.discord.as(lena.user.id).say('Look at this', {
    channelId: before.discord.channels[1]?.id as string,
    files: [{ name: 'a.txt', type: 'text/plain', data: 'Grüße' }],
  });
  const kept = before.discord.keep();
  const after = await start({ kept, channelNames: ['not this'] });

  const facts = ({ discord }: Setting) => ({
    ids: [discord.guildId, discord.applicationId, discord.roles],
    channels: discord.channels,
    members: discord.members,
    commands: discord.commands(),
    seen: discord.messages(discord.channelId, lena.user.id),
    others: discord.messages(discord.channelId, before.id('Ada')),
  });
  expect(facts(after)).toEqual(facts(before));
  expect(facts(after).seen).toHaveLength(1);
  expect(facts(after).others).toEqual([]);

  const [there] = after.discord.messages(after.discord.channels[1]?.id as string, lena.user.id);
  expect(there?.id).toBe(said.id);
  const url = there?.attachments[0]?.url ?? '';
  expect(new URL(url).origin).toBe(new URL(after.discord.apiUrl).origin);
  expect(await (await fetch(url)).text()).toBe('Grüße');
});

it('lets a bot finish what it had begun, and gives new ids that are greater', async () => {
  const before = await start();
  await before.client.application.commands.set(commands as never);
  let token = '';
  before.answer(async (i) => {
    if (!i.isChatInputCommand()) return;
    token = i.token;
    await i.deferReply();
  });
  await before.discord.as(before.id('Ada')).slash('ask');
  const kept = before.discord.keep();
  const after = await start({ kept });
  const path = `/webhooks/${after.discord.applicationId}/${token}/messages/@original`;
  expect((await after.request('PATCH', path, { content: 'Done after all' })).status).toBe(200);
  const [message] = after.discord.messages(after.discord.channelId, after.id('Ben'));
  expect(message?.content).toBe('Done after all');
  expect(BigInt(after.discord.as(after.id('Ben')).say('Later').id)).toBeGreaterThan(BigInt(message?.id ?? ''));

  after.discord.advance(16 * 60_000);
  const late = await start({ kept: after.discord.keep() });
  expect((await late.request('PATCH', path, { content: 'Too late' })).status).toBe(404);
});

it('refuses what it has not kept', async () => {
  for (const kept of ['', '{}', '[]', '{"version":9,"baseUrl":"http://127.0.0.1:1"}'])
    await expect(startLocalDiscord({ kept }), kept).rejects.toThrow();
});

it('refuses what was torn, so that no later message breaks on it', async () => {
  const before = await start();
  before.discord.as(before.id('Ada')).say('Here');
  type Torn = Record<string, unknown> & { server: Record<string, unknown>; messages: unknown[][] };
  const torn: Record<string, (kept: Torn) => void> = {
    'a message that is none': (kept) => ((kept.messages[0] ?? [])[1] = null),
    'a message without its parts': (kept) => ((kept.messages[0] ?? [])[1] = {}),
    'no channel': (kept) => (kept.channels = []),
    'a channel that is none': (kept) => (kept.channels = [null]),
    'no roles': (kept) => (kept.roles = null),
    'no server': (kept) => delete (kept as Partial<Torn>).server,
    'an id without end': (kept) => ((kept.messages[0] ?? [])[0] = '9'.repeat(400)),
  };
  for (const [what, tear] of Object.entries(torn)) {
    const kept = JSON.parse(before.discord.keep()) as Torn;
    tear(kept);
    await expect(startLocalDiscord({ kept: JSON.stringify(kept) }), what).rejects.toThrow(/missing/);
  }
});

it('takes nothing from a kept server but what it writes', async () => {
  const before = await start();
  const kept = JSON.parse(before.discord.keep()) as { server: Record<string, unknown> };
  kept.server.messages = 5;
  kept.server.clock = null;
  const after = await start({ kept: JSON.stringify(kept) });
  expect(after.discord.as(after.id('Ada')).say('Still here').content).toBe('Still here');
});
