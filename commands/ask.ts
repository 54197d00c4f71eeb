import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import { newestAskIn } from '../db/repo/asks.ts';
import { canGoOnFrom } from '../src/asks/conversation.ts';
import { efforts, promptLength, readAskOptions } from '../src/asks/options.ts';
import { readQuestionFile } from '../src/asks/question-file.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { stillVoting } from '../src/discord/view/words.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import type { CommandDeps, SlashCommand } from './command.ts';
import { startAsk } from './start-ask.ts';

/** `/ask`: several replies, judged; the best one is put to a blind vote. */
export const ask: SlashCommand = {
  writesFirst: true,
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
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'follow_up',
        description: 'Go on from what you asked last in this channel',
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'file',
        description: 'A text file that your question is about',
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
    const refuse = (problem: string) => deps.respond(interaction, problemView([problem], options.prompt));
    const attached = interaction.options.getAttachment('file');
    const file = attached && (await readQuestionFile(attached));
    if (file && 'problem' in file) return refuse(file.problem);
    const parent = interaction.options.getBoolean('follow_up')
      ? await lastOwnAsk(interaction, options.private, deps)
      : null;
    if (parent && !canGoOnFrom(parent)) return refuse(stillVoting);
    await startAsk(interaction, { ...options, file, parentId: parent?.id ?? null }, deps);
  },
};

/** What a person asked last in this channel; a private question goes on in private only. */
const lastOwnAsk = (
  { channelId, user }: ChatInputCommandInteraction,
  inPrivate: boolean,
  { config, database }: CommandDeps,
) => newestAskIn(database.db, { channelId, askerHash: pseudonym(config.PSEUDONYM_KEY, user.id), inPrivate });

const typedOptions = ({ options }: ChatInputCommandInteraction) => ({
  prompt: options.getString('prompt'),
  candidates: options.getInteger('candidates'),
  effort: options.getString('effort'),
  voting: options.getString('voting'),
  private: options.getBoolean('private'),
});
