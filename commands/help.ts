import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { helpView } from '../src/discord/view/help.ts';
import type { SlashCommand } from './command.ts';

/** `/help`: by what this person may do here. */
export const help: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What you can do here',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  acknowledge({ memberPermissions: may }) {
    if (may?.has(PermissionFlagsBits.ManageGuild)) return helpView('manager');
    return helpView(may?.has(PermissionFlagsBits.ManageMessages) ? 'moderator' : 'member');
  },
  run: async () => {},
};
