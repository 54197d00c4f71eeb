import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import { votesForAgreement } from '../db/repo/agreement-votes.ts';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { isBlocked } from '../db/repo/reports.ts';
import { agreementView } from '../src/discord/view/agreement.ts';
import { agreementAlt, agreementDrawing } from '../src/discord/view/agreement-picture.ts';
import type { Picture } from '../src/discord/view/blocks.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { type ServerAgreement, serverAgreement } from '../src/research/server-agreement.ts';
import { DAY_MS } from '../src/terms.ts';
import type { CommandDeps, SlashCommand } from './command.ts';
import { daysOption, wrongDays } from './days-option.ts';
import { judgeChoices, judgeChosen } from './judge-option.ts';

/** `/agreement`: how often this server's votes and its judge agree. */
export const agreement: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('agreement'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      daysOption('agreement'),
      {
        type: ApplicationCommandOptionType.String,
        ...option('agreement', 'judge'),
        autocomplete: true,
      },
    ],
  },
  runsFirst: true,
  acknowledge: (interaction, words) => wrongDays(interaction, words) ?? 'public',
  async run(interaction, deps) {
    const days = interaction.options.getInteger('days');
    const guildId = interaction.guildId ?? '';
    const judge = await judgeChosen(deps.database.db, guildId, interaction.options.getString('judge'));
    // A window that moves is another set of questions each day, and no interval survives that.
    const since = new Date(days === null ? 0 : deps.now().getTime() - days * DAY_MS);
    const votes = await votesForAgreement(deps.database.db, guildId, since, judge);
    const found = serverAgreement(votes, days === null ? 'again' : 'once');
    // A blocked member may read the figures, but gets them as an ephemeral message: they must not fill the
    // channel.
    const hash = deps.pseudonymOf(interaction.user.id);
    const alone = await isBlocked(deps.database.db, interaction.guildId, hash);
    const guild = await getGuildSettings(deps.database.db, interaction.guildId ?? '');
    const words = alone ? deps.words : wordsFor(guild?.language ?? interaction.guildLocale);
    const view = agreementView(words, found, { days, judge }, await paintAgreement(words, found, deps.painter));
    await (alone ? deps.whisper : deps.respond)(interaction, view);
  },
  async complete(interaction, { database }) {
    if (!interaction.guildId) return [];
    return judgeChoices(database.db, interaction.guildId, interaction.options.getFocused());
  },
};

async function paintAgreement(
  words: Words,
  found: ServerAgreement,
  painter: CommandDeps['painter'],
): Promise<Picture | null> {
  const drawing = agreementDrawing(words, found);
  const png = drawing && (await painter.paint('agreement', drawing));
  return png && { name: 'agreement.png', bytes: png, alt: agreementAlt(words, drawing) };
}
