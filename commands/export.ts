import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { exportView } from '../src/discord/view/export.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { serverAggregates } from '../src/research/export/server-aggregates.ts';
import type { SlashCommand } from './command.ts';
import { daysOption, wrongDays } from './days-option.ts';

const DEFAULT_DAYS = 90;
const formats = ['csv', 'json'] as const;

/** `/export`: the counts of this server's votes as a file, for its managers and researchers. */
export const exportAggregates: SlashCommand = {
  permission: PermissionFlagsBits.ManageGuild,
  orResearcher: true,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('export'),
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...option('export', 'format'),
        choices: formats.map((format) => ({ name: format.toUpperCase(), value: format })),
      },
      daysOption('export'),
    ],
  },
  acknowledge: (interaction, words) => wrongDays(interaction, words) ?? 'ephemeral',
  async run(interaction, deps) {
    const days = interaction.options.getInteger('days') ?? DEFAULT_DAYS;
    const format = interaction.options.getString('format') === 'json' ? 'json' : 'csv';
    const actorHash = deps.pseudonymOf(interaction.user.id);
    const request = { guildId: interaction.guildId ?? '', actorHash, days, format } as const;
    await deps.respond(
      interaction,
      exportView(deps.words, await serverAggregates(deps.database, request, deps.now()), days),
    );
  },
};
