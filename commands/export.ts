import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { exportView } from '../src/discord/view/export.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { serverAggregates } from '../src/research/export/server-aggregates.ts';
import type { SlashCommand } from './command.ts';

const MOST_DAYS = 365;
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
      {
        type: ApplicationCommandOptionType.Integer,
        ...option('export', 'days'),
        min_value: 1,
        max_value: MOST_DAYS,
      },
    ],
  },
  acknowledge(interaction, words) {
    const days = interaction.options.getInteger('days') ?? DEFAULT_DAYS;
    return days >= 1 && days <= MOST_DAYS ? 'ephemeral' : problemView(words, [words.asking.wrongDays(MOST_DAYS, days)]);
  },
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
