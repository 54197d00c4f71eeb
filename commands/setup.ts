import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  type Client,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { readBotPlace } from '../src/discord/bot-rights.ts';
import { firstQuestionId, setupChannelId, setupId } from '../src/discord/custom-id.ts';
import { placeOf } from '../src/discord/place.ts';
import { setupView } from '../src/discord/view/setup.ts';
import { command } from '../src/discord/words/describe.ts';
import { readDraft, saveChange } from '../src/settings/draft.ts';
import { readMenu } from '../src/settings/fields.ts';
import { poolsOf } from '../src/settings/settings.ts';
import { button, type CommandDeps, menu, type SlashCommand } from './command.ts';
import { startAsk } from './start-ask.ts';

const permission = PermissionFlagsBits.ManageGuild;

/** `/setup`: three steps that a new server begins with. */
export const setup: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('setup'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(permission),
  },
  permission,
  acknowledge: () => 'ephemeral',
  run: (interaction, deps) => show(interaction, deps),
};

/** **Set up** in the bot's greeting, and **Look again** in the panel. */
export const setupPressed = button(setupId, {
  permission,
  acknowledge: (_interaction, { act }) => (act === 'open' ? 'ephemeral' : 'update'),
  run: (interaction, _id, deps) => show(interaction, deps),
});

/** A select menu of `/setup`. The choice is saved at once. */
export const setupChosen = menu(setupChannelId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { field }, deps) {
    // Only channels that Discord resolved: a forged id is dropped.
    const chosen = interaction.isChannelSelectMenu() ? [...interaction.channels.keys()] : [];
    const read = readMenu(field, chosen, poolsOf(deps.config));
    if ('change' in read) await saveChange(deps.database, managerOf(interaction, deps), read.change);
    await show(interaction, deps);
  },
});

/** The third step: asks a first question in this channel. */
export const firstQuestion = button(firstQuestionId, {
  permission,
  runsFirst: true,
  acknowledge: () => 'public',
  async run(interaction, _id, deps) {
    await startAsk(interaction, { prompt: deps.words.setup.firstQuestion }, deps);
  },
});

interface Pressed {
  applicationId: string;
  token: string;
  guildId: string | null;
  channelId: string | null;
  channel: Parameters<typeof placeOf>[0]['channel'] | null;
  user: { id: string };
  client: Client;
}

const managerOf = ({ guildId, user }: Pressed, { pseudonymOf }: CommandDeps) => ({
  guildId: guildId ?? '',
  actorHash: pseudonymOf(user.id),
});

async function show(interaction: Pressed, deps: CommandDeps): Promise<void> {
  const [{ saved }, missing, place] = await Promise.all([
    readDraft(deps.database, managerOf(interaction, deps)),
    missingIn(interaction, deps),
    placeOf(interaction),
  ]);
  // A thread is taken under its parent channel, which also decides the permissions in it.
  const channelId = place.parentId ?? place.channelId;
  await deps.respond(interaction, setupView(deps.words, { values: saved, channelId, missing }));
}

/**
 * The permissions that the bot lacks, by channel id. Read from Discord each time, because they were probably
 * just changed, and because an HTTP process has no cache of them.
 * @returns null when Discord does not answer
 */
async function missingIn({ client, guildId, applicationId }: Pressed, { log }: CommandDeps) {
  try {
    const place = await readBotPlace((path) => client.rest.get(path), guildId ?? '', applicationId);
    return new Map(place.channels.map(({ id, missing }) => [id, missing]));
  } catch (error) {
    log.warn({ error }, 'what the bot may do could not be found out');
    return null;
  }
}
