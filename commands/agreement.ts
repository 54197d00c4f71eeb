import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import { votesForAgreement } from '../db/repo/votes.ts';
import { agreementView } from '../src/discord/view/agreement.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { serverAgreement } from '../src/research/server-agreement.ts';
import type { SlashCommand } from './command.ts';

const DAY = 24 * 3600 * 1000;

/** `/agreement`: how often this server's votes and its judge agree. */
export const agreement: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'agreement',
    description: 'How often this server and the judge agree',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'days',
        description: 'How far back to look; 30 if you say nothing',
        min_value: 1,
        max_value: 365,
      },
    ],
  },
  acknowledge(interaction) {
    const days = interaction.options.getInteger('days') ?? 30;
    return days >= 1 && days <= 365
      ? 'public'
      : problemView([`\`days\` must be a whole number from 1 to 365, not ${days}.`]);
  },
  async run(interaction, deps) {
    const days = interaction.options.getInteger('days') ?? 30;
    const since = new Date(deps.now().getTime() - days * DAY);
    const rows = await votesForAgreement(deps.database.db, interaction.guildId ?? '', since);
    await deps.respond(interaction, agreementView(serverAgreement(rows), days));
  },
};
