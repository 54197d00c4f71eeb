import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import { judgesOf, votesForAgreement } from '../db/repo/votes.ts';
import { limits } from '../src/discord/limits.ts';
import { agreementView } from '../src/discord/view/agreement.ts';
import { agreementAlt, agreementDrawing } from '../src/discord/view/agreement-picture.ts';
import type { Picture } from '../src/discord/view/blocks.ts';
import { modelName } from '../src/discord/view/candidate-name.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type ServerAgreement, serverAgreement } from '../src/research/server-agreement.ts';
import type { CommandDeps, SlashCommand } from './command.ts';

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
      {
        type: ApplicationCommandOptionType.String,
        name: 'judge',
        description: 'Only what this judge picked; all judges if you say nothing',
        autocomplete: true,
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
    const judge = interaction.options.getString('judge');
    const since = new Date(deps.now().getTime() - days * DAY);
    const rows = await votesForAgreement(deps.database.db, interaction.guildId ?? '', since, judge);
    const found = serverAgreement(rows);
    await deps.respond(interaction, agreementView(found, { days, judge }, await paintAgreement(found, deps.painter)));
  },
  async complete(interaction, { database }) {
    if (!interaction.guildId) return [];
    const typed = interaction.options.getFocused().toLowerCase();
    const judges = await judgesOf(database.db, interaction.guildId, limits.autocompleteChoices);
    return judges
      .filter((judge) => judge.length <= limits.choiceName && judge.toLowerCase().includes(typed))
      .map((judge) => ({ name: modelName(judge) || judge, value: judge }));
  },
};

async function paintAgreement(found: ServerAgreement, painter: CommandDeps['painter']): Promise<Picture | null> {
  const drawing = agreementDrawing(found);
  const png = drawing && (await painter.paint('agreement', drawing));
  return png && { name: 'agreement.png', png, alt: agreementAlt(drawing) };
}
