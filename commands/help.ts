import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { helpOutsideView, helpView } from '../src/discord/view/help.ts';
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
  acknowledge(interaction, words) {
    const where = whereaboutsOf(interaction);
    if (where !== 'server') return helpOutsideView(words, where);
    const may = interaction.memberPermissions;
    if (may?.has(PermissionFlagsBits.ManageGuild)) return helpView(words, 'manager');
    return helpView(words, may?.has(PermissionFlagsBits.ManageMessages) ? 'moderator' : 'member');
  },
  run: async () => {},
};
