import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { modelDuels } from '../db/repo/model-duels.ts';
import { isBlocked } from '../db/repo/reports.ts';
import type { Picture } from '../src/discord/view/blocks.ts';
import { leaderboardAlt, leaderboardDrawing, leaderboardView } from '../src/discord/view/leaderboard.ts';
import { command } from '../src/discord/words/describe.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { modelName } from '../src/model-name.ts';
import { type Leaderboard, leaderboard as rank } from '../src/research/leaderboard.ts';
import { DAY_MS } from '../src/terms.ts';
import type { CommandDeps, SlashCommand } from './command.ts';
import { daysOption, wrongDays } from './days-option.ts';

/** Models meet each other seldom, so that a month would seldom be enough. */
const DAYS = 90;

/** `/leaderboard`: whose answers this server's members prefer, beside its judge. */
export const leaderboard: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('leaderboard'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [daysOption('leaderboard')],
  },
  runsFirst: true,
  acknowledge: (interaction, words) => wrongDays(interaction, words) ?? 'public',
  async run(interaction, deps) {
    const days = interaction.options.getInteger('days') ?? DAYS;
    const closedSince = new Date(deps.now().getTime() - days * DAY_MS);
    const duels = await modelDuels(deps.database.db, { guildId: interaction.guildId ?? '', closedSince });
    const found = rank(duels, modelName);
    // A blocked member gets the figures as an ephemeral message: they must not fill the channel.
    const hash = deps.pseudonymOf(interaction.user.id);
    const alone = await isBlocked(deps.database.db, interaction.guildId, hash);
    const guild = await getGuildSettings(deps.database.db, interaction.guildId ?? '');
    const words = alone ? deps.words : wordsFor(guild?.language ?? interaction.guildLocale);
    const view = leaderboardView(words, found, days, await paint(words, found, deps.painter));
    await (alone ? deps.whisper : deps.respond)(interaction, view);
  },
};

async function paint(words: Words, found: Leaderboard, painter: CommandDeps['painter']): Promise<Picture | null> {
  const drawing = leaderboardDrawing(words, found);
  const png = drawing && (await painter.paint('leaderboard', drawing));
  return png && { name: 'leaderboard.png', bytes: png, alt: leaderboardAlt(words, found) };
}
