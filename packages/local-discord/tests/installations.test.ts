import { Client, Events, GatewayIntentBits, type Interaction, MessageFlags } from 'discord.js';
import { ChannelType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalDiscord, startLocalDiscord } from '../src/index.ts';

let discord: LocalDiscord;
let client: Client;
let seen: Interaction[];
const ada = () => discord.members.find(({ user }) => user.username === 'ada')?.user.id ?? '';

async function start(botIsIn: boolean): Promise<void> {
  discord = await startLocalDiscord({ botIsIn });
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  seen = [];
  client.on(Events.InteractionCreate, async (interaction) => {
    seen.push(interaction);
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('Yes');
    const left = interaction.options.getInteger('times') ?? 0;
    for (let n = 0; n < left; n++)
      await interaction.followUp({ content: String(n), flags: MessageFlags.Ephemeral }).catch(({ code }) => {
        refused.push(code as number);
      });
    done.resolve();
  });
  await client.login(discord.botToken);
  await client.rest.put(`/applications/${discord.applicationId}/commands`, {
    body: [
      {
        ...{ name: 'ping', description: 'Answers', contexts: [0, 1, 2], integration_types: [0, 1] },
        options: [{ type: 4, name: 'times', description: 'How often' }],
      },
      { name: 'here', description: 'Only here', contexts: [0], integration_types: [0] },
    ],
  });
}
let refused: number[];
let done: PromiseWithResolvers<void>;
beforeEach(() => {
  refused = [];
  done = Promise.withResolvers<void>();
});
afterEach(async () => {
  await client.destroy();
  await discord.close();
});
const whoInstalled = () => {
  const owners = seen.at(-1)?.authorizingIntegrationOwners;
  return { server: owners?.guildId ?? null, person: owners?.userId ?? null, context: seen.at(-1)?.context };
};

describe('who installed the bot', () => {
  it('is named with each interaction: the server, the person, or both', async () => {
    await start(true);
    const { id: direct } = discord.addChannel({ name: 'x', type: ChannelType.DM });
    await discord.as(ada()).slash('ping');
    expect(whoInstalled()).toEqual({ server: discord.guildId, person: null, context: 0 });
    await discord.as(ada()).slash('ping', {}, { channelId: direct });
    expect(whoInstalled()).toEqual({ server: '0', person: null, context: 1 });
    discord.installFor(ada());
    await discord.as(ada()).slash('ping');
    expect(whoInstalled()).toEqual({ server: discord.guildId, person: ada(), context: 0 });
    const { id: friends } = discord.addChannel({ name: 'y', type: ChannelType.GroupDM });
    await discord.as(ada()).slash('ping', {}, { channelId: friends });
    expect(whoInstalled()).toEqual({ server: null, person: ada(), context: 2 });
  });

  it('decides which commands there are', async () => {
    await start(false);
    await expect(discord.as(ada()).slash('ping')).rejects.toThrow(/no command ping here/);
    discord.installFor(ada());
    await discord.as(ada()).slash('ping');
    expect(whoInstalled()).toEqual({ server: null, person: ada(), context: 0 });
    await expect(discord.as(ada()).slash('here')).rejects.toThrow(/no command here here/);
  });

  it('decides how many follow-ups there may be: five, where only the person has it', async () => {
    await start(false);
    discord.installFor(ada());
    await discord.as(ada()).slash('ping', { times: 7 });
    await done.promise;
    expect(refused).toEqual([40094, 40094]);
    expect(discord.violations).toHaveLength(2);
  });

  it('leaves a server’s own bot as many as it likes', async () => {
    await start(true);
    discord.installFor(ada());
    await discord.as(ada()).slash('ping', { times: 7 });
    await done.promise;
    expect(refused).toEqual([]);
  });

  it('lets the bot write messages of its own only where it is', async () => {
    await start(false);
    discord.installFor(ada());
    const { id: direct } = discord.addChannel({ name: 'x', type: ChannelType.DM });
    const { id: friends } = discord.addChannel({ name: 'y', type: ChannelType.GroupDM });
    const say = (channelId: string) => client.rest.post(`/channels/${channelId}/messages`, { body: { content: 'Hi' } });
    await expect(say(discord.channelId)).rejects.toMatchObject({ code: 50001 });
    await expect(say(friends)).rejects.toMatchObject({ code: 50001 });
    await expect(say(direct)).resolves.toMatchObject({ content: 'Hi' });
  });
});
