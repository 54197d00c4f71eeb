import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { helpOutsideView, helpView, type Role } from '../src/discord/view/help.ts';
import { command } from '../src/discord/words/describe.ts';
import type { SlashCommand } from './command.ts';
import { whereaboutsOf } from './outside.ts';

/** `/help`: lists what this person may do here. */
export const help: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('help'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  outside: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, { words, commandIds, config, respond }) {
    const where = whereaboutsOf(interaction);
    const links = { ids: await commandIds(), guide: config.GUIDE_URL };
    await respond(
      interaction,
      where === 'server'
        ? helpView(words, roleOf(interaction.memberPermissions), links)
        : helpOutsideView(words, where, links),
    );
  },
};

function roleOf(may: Readonly<PermissionsBitField> | null): Role {
  if (may?.has(PermissionFlagsBits.ManageGuild)) return 'manager';
  return may?.has(PermissionFlagsBits.ManageMessages) ? 'moderator' : 'member';
}
