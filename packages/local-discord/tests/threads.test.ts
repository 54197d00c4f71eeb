import { Events, type ThreadChannel } from 'discord.js';
import { ChannelType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Setting, startSetting } from './client.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(async () => {
  await setting.close();
});

const said = async () => {
  const { discord, request } = setting;
  const { body } = await request('POST', `/channels/${discord.channelId}/messages`, { content: 'Hello' });
  return (body as { id: string }).id;
};
const open = (messageId: string, body: object = { name: 'Talk' }, channelId = setting.discord.channelId) =>
  setting.request('POST', `/channels/${channelId}/messages/${messageId}/threads`, body);

describe('a thread that is opened from a message', () => {
  it('has the id of the message, which says that it has one, and is announced', async () => {
    const announced = new Promise<ThreadChannel>((resolve) => setting.client.once(Events.ThreadCreate, resolve));
    const id = await said();
    expect(await open(id)).toMatchObject({
      status: 201,
      body: { id, name: 'Talk', type: ChannelType.PublicThread, parent_id: setting.discord.channelId },
    });
    expect(await announced).toMatchObject({ id, name: 'Talk', ownerId: setting.client.user.id });
    const { body } = await setting.request('GET', `/channels/${setting.discord.channelId}/messages/${id}`);
    expect((body as { flags: number }).flags & MessageFlags.HasThread).not.toBe(0);
  });

  it('is the only one of its message', async () => {
    const id = await said();
    await open(id);
    expect(await open(id)).toMatchObject({ status: 400, body: { code: 160004 } });
  });

  it('is refused in a thread, without the right, under a bad name and from no message', async () => {
    const { discord } = setting;
    const id = await said();
    await open(id);
    const { body } = await setting.request('POST', `/channels/${id}/messages`, { content: 'Inside' });
    expect(await open((body as { id: string }).id, undefined, id)).toMatchObject({ body: { code: 50024 } });
    const other = await said();
    expect(await open(other, { name: 'a'.repeat(101) })).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(await open('123456789012345678')).toMatchObject({ status: 404, body: { code: 10008 } });
    discord.faults.denyBot(discord.channelId, PermissionFlagsBits.CreatePublicThreads);
    expect(await open(other)).toMatchObject({ status: 403, body: { code: 50013 } });
    discord.faults.denyBot(discord.channelId, 0n);
  });

  it('may be named anew by the bot that opened it, when it is not locked, and by no other', async () => {
    const { discord, request } = setting;
    const id = await said();
    await open(id);
    const rename = (more: object = {}, thread = id) =>
      request('PATCH', `/channels/${thread}`, { name: 'Other', ...more });
    expect(await rename()).toMatchObject({ status: 200, body: { name: 'Other' } });
    discord.archive(id);
    expect(await rename()).toMatchObject({ status: 400, body: { code: 50083 } });
    expect(await rename({ archived: false })).toMatchObject({ status: 200 });
    discord.archive(id, { locked: true });
    expect(await rename({ archived: false })).toMatchObject({ status: 403, body: { code: 50013 } });
    const theirs = discord.addChannel({ name: 'x', type: ChannelType.PublicThread, parent_id: discord.channelId });
    expect(await rename({}, theirs.id)).toMatchObject({ status: 403, body: { code: 50013 } });
  });
});
