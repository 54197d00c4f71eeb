import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { ownModels, ownVotes } from '../db/repo/own-votes.ts';
import { FEWEST_OTHERS, myVotesView } from '../src/discord/view/my-votes.ts';
import { command } from '../src/discord/words/describe.ts';
import type { SlashCommand } from './command.ts';

/**
 * `/my-votes`: a person's own votes on closed ballots, for them alone. On a server those of this server, in a
 * direct message all.
 */
export const myVotes: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('my-votes'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  anywhere: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, { database, pseudonymOf, respond, words }) {
    const hash = pseudonymOf(interaction.user.id);
    const { guildId } = interaction;
    const own = await ownVotes(database.db, { hash, guildId, others: FEWEST_OTHERS });
    await respond(interaction, myVotesView(words, own, await ownModels(database.db, hash, guildId)));
  },
};
