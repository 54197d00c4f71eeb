import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { findAskByMessage, findAsks, getAsk } from '../db/repo/asks.ts';
import { readReasoning } from '../src/asks/read-reasoning.ts';
import type { AskSnapshot } from '../src/asks/snapshot.ts';
import { reasoningId, uuid } from '../src/discord/custom-id.ts';
import { oneLine } from '../src/discord/plain-text.ts';
import { limits } from '../src/discord/sizes.ts';
import type { Picture } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { reasoningView } from '../src/discord/view/reasoning.ts';
import { tournamentAlt, tournamentDrawing } from '../src/discord/view/tournament-picture.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { shortened } from '../src/graphemes.ts';
import { button, type CommandDeps, type MessageCommand, type SlashCommand } from './command.ts';
import { mayRead } from './moderator.ts';

/** A modified client can send any text in place of a choice. Only a UUID may reach the query. */
const isUuid = new RegExp(`^${uuid.pattern.source}$`);

const moderators = {
  permission: PermissionFlagsBits.ManageMessages,
  data: {
    default_member_permissions: PermissionFlagsBits.ManageMessages.toString(),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
};

/** `/reasoning`: how the judge came to its pick, for moderators. */
export const reasoning: SlashCommand = {
  permission: moderators.permission,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('reasoning'),
    ...moderators.data,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...option('reasoning', 'ask'),
        required: true,
        autocomplete: true,
      },
    ],
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const askId = interaction.options.getString('ask', true);
    const known = isUuid.test(askId) ? await getAsk(deps.database.db, askId) : null;
    await showReasoning(interaction, known?.id ?? null, 0, deps);
  },
  async complete(interaction, { database }) {
    if (!interaction.inGuild()) return [];
    const asks = await findAsks(
      database.db,
      interaction.guildId,
      interaction.options.getFocused(),
      limits.autocompleteChoices,
      (ask) => mayRead(interaction, ask),
    );
    return asks.map(({ id, prompt }) => ({
      name: shortened(oneLine(prompt, 20 * limits.choiceName), limits.choiceName),
      value: id,
    }));
  },
};

/** **Judge’s reasoning** in a message's context menu: the same for the ask of that message. */
export const reasoningMenu: MessageCommand = {
  permission: moderators.permission,
  data: { type: ApplicationCommandType.Message, ...command('Judge’s reasoning'), ...moderators.data },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const ask = await findAskByMessage(deps.database.db, interaction.targetId);
    await showReasoning(interaction, ask?.id ?? null, 0, deps);
  },
};

/** The buttons that turn the pages of `/reasoning`. */
export const reasoningPage = button(reasoningId, {
  permission: moderators.permission,
  acknowledge: () => 'update',
  async run(interaction, { askId, page }, deps) {
    await showReasoning(interaction, askId, page, deps);
  },
});

type Reader = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction;

/** Shows a page of the judge's reasoning about an ask, if the reader may read it. */
export async function showReasoning(
  interaction: Reader,
  askId: string | null,
  page: number,
  deps: CommandDeps,
): Promise<void> {
  const reader = { guildId: interaction.guildId, hash: deps.pseudonymOf(interaction.user.id) };
  const ask = askId ? await getAsk(deps.database.db, askId, 'legible') : null;
  const isTheirs = ask !== null && ask.guildId === interaction.guildId && (await mayRead(interaction, ask));
  const snapshot = isTheirs ? await readReasoning(deps.database, ask.id, reader) : null;
  const picture = snapshot && page === 0 ? await paintTournament(deps, snapshot) : null;
  await deps.respond(
    interaction,
    snapshot
      ? reasoningView(deps.words, snapshot, page, picture)
      : problemView(deps.words, [deps.words.reasoning.unknown]),
  );
}

async function paintTournament({ words, painter }: CommandDeps, snapshot: AskSnapshot): Promise<Picture | null> {
  const drawing = tournamentDrawing(words, snapshot);
  const png = drawing && (await painter.paint('tournament', drawing));
  return png && { name: 'tournament.png', bytes: png, alt: tournamentAlt(words, drawing) };
}
