import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { helpView, type Role } from '../src/discord/view/help.ts';
import { command } from '../src/discord/words/describe.ts';
import type { SlashCommand } from './command.ts';

/** `/help`: lists what this person may do here. */
export const help: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('help'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, { words, commandIds, config, respond }) {
    const ids = await commandIds();
    await respond(
      interaction,
      helpView(words, roleOf(interaction.memberPermissions), { ids, guide: config.GUIDE_URL }),
    );
  },
};

function roleOf(may: Readonly<PermissionsBitField> | null): Role {
  if (may?.has(PermissionFlagsBits.ManageGuild)) return 'manager';
  return may?.has(PermissionFlagsBits.ManageMessages) ? 'moderator' : 'member';
}
