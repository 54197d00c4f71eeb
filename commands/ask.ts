import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import { createAsk } from '../src/asks/create.ts';
import { efforts, promptLength, readAskOptions } from '../src/asks/options.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { defaultsFor } from '../src/policy/settings.ts';
import type { SlashCommand } from './command.ts';

/** `/ask`: several replies, judged; the best one is put to a blind vote. */
export const ask: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: 'Get several answers, let a reasoning judge pick the best one, and vote on its choice',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description: 'Your question',
        required: true,
        min_length: 1,
        max_length: promptLength,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'candidates',
        description: 'How many replies are written before one is picked (2–16)',
        min_value: 2,
        max_value: 16,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'effort',
        description: 'How hard the judge may think',
        choices: efforts.map((name) => ({ name, value: name })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'voting',
        description: 'duel: two answers, vote blind · open: the pick at once · ballot: choose among all',
        choices: [
          { name: 'duel – two answers, vote blind', value: 'duel' },
          { name: 'open – the pick at once', value: 'open' },
          { name: 'ballot – all answers, choose the best blind', value: 'ballot' },
        ],
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'private',
        description: 'Show the answer to you alone; nobody votes on it',
      },
    ],
  },
  acknowledge(interaction) {
    const read = readAskOptions(typedOptions(interaction));
    if ('problems' in read) return problemView(read.problems, interaction.options.getString('prompt'));
    return read.options.private ? 'ephemeral' : 'public';
  },
  async run(interaction, deps) {
    const read = readAskOptions(typedOptions(interaction));
    if ('problems' in read) return;
    const { options } = read;
    const defaults = await defaultsFor(deps.database.db, deps.config, interaction.guildId);
    const ask = await createAsk(
      deps.database,
      deps.queue,
      {
        interactionId: interaction.id,
        interactionToken: interaction.token,
        applicationId: interaction.applicationId,
        guildId: interaction.guildId,
        channelId: interaction.channelId,
        askerHash: pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id),
        prompt: options.prompt,
        n: options.n ?? defaults.n,
        effort: options.effort ?? defaults.effort,
        voting: options.voting ?? defaults.voting,
        private: options.private,
        settings: defaults.settings,
      },
      deps.now(),
    );
    if (ask) deps.publisher.publish(ask.id);
  },
};

const typedOptions = ({ options }: ChatInputCommandInteraction) => ({
  prompt: options.getString('prompt'),
  candidates: options.getInteger('candidates'),
  effort: options.getString('effort'),
  voting: options.getString('voting'),
  private: options.getBoolean('private'),
});
