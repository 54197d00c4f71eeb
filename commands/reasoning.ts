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
import { reasoningId } from '../src/discord/custom-id.ts';
import { limits } from '../src/discord/limits.ts';
import type { Picture } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { reasoningView } from '../src/discord/view/reasoning.ts';
import { tournamentAlt, tournamentDrawing } from '../src/discord/view/tournament-picture.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { button, type CommandDeps, type MessageCommand, type SlashCommand } from './command.ts';

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
    name: 'reasoning',
    description: 'Read how the judge compared the replies to a question',
    ...moderators.data,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'ask',
        description: 'Which question; type some of its words',
        required: true,
        autocomplete: true,
      },
    ],
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const askId = interaction.options.getString('ask', true);
    const known = /^[0-9a-f-]{36}$/.test(askId) ? await getAsk(deps.database.db, askId) : null;
    await show(interaction, known?.id ?? null, 0, deps);
  },
  async complete(interaction, { database }) {
    if (!interaction.guildId) return [];
    const asks = await findAsks(
      database.db,
      interaction.guildId,
      interaction.options.getFocused(),
      limits.autocompleteChoices,
    );
    return asks.map(({ id, prompt }) => ({
      name: prompt.replace(/\s+/g, ' ').slice(0, limits.choiceName).toWellFormed(),
      value: id,
    }));
  },
};

/** The same from a message's menu. */
export const reasoningMenu: MessageCommand = {
  permission: moderators.permission,
  data: { type: ApplicationCommandType.Message, name: 'Judge’s reasoning', ...moderators.data },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const ask = await findAskByMessage(deps.database.db, interaction.targetId);
    await show(interaction, ask?.id ?? null, 0, deps);
  },
};

/** Leafing through the matches. */
export const reasoningPage = button(reasoningId, {
  permission: moderators.permission,
  acknowledge: () => 'update',
  async run(interaction, { askId, page }, deps) {
    await show(interaction, askId, page, deps);
  },
});

type Reader = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction;

async function show(interaction: Reader, askId: string | null, page: number, deps: CommandDeps): Promise<void> {
  const reader = { guildId: interaction.guildId, hash: pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id) };
  const snapshot = askId ? await readReasoning(deps.database, askId, reader) : null;
  const picture = snapshot && page === 0 ? await paintTournament(snapshot, deps.painter) : null;
  await deps.respond(
    interaction,
    snapshot
      ? reasoningView(snapshot, page, picture)
      : problemView([
          'I know no question of this server behind that. Choose one from the list that opens behind `ask:`, or use the menu on my answer’s message.',
        ]),
  );
}

async function paintTournament(snapshot: AskSnapshot, painter: CommandDeps['painter']): Promise<Picture | null> {
  const drawing = tournamentDrawing(snapshot);
  const png = drawing && (await painter.paint('tournament', drawing));
  return png && { name: 'tournament.png', png, alt: tournamentAlt(drawing) };
}
