import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import { newestAskIn } from '../db/repo/asks.ts';
import { whyNotFrom } from '../src/asks/conversation.ts';
import { readAskOptions } from '../src/asks/options.ts';
import { saysPicture } from '../src/asks/pictures/fetch-picture.ts';
import { readQuestionFile } from '../src/asks/question-file.ts';
import { askProblem, fileProblem } from '../src/discord/view/ask-problems.ts';
import { choice, command, option } from '../src/discord/words/describe.ts';
import { CANDIDATES, efforts, PROMPT_CHARACTERS, votings } from '../src/terms.ts';
import type { CommandDeps, SlashCommand } from './command.ts';
import { refusalView } from './refusal.ts';
import { startAsk } from './start-ask.ts';

/** `/ask`: several candidates are written and judged, and the pick is put to a blind vote. */
export const ask: SlashCommand = {
  runsFirst: true,
  outside: true,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('ask'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...option('ask', 'prompt'),
        required: true,
        min_length: 1,
        max_length: PROMPT_CHARACTERS,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        ...option('ask', 'candidates'),
        min_value: CANDIDATES.least,
        max_value: CANDIDATES.most,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...option('ask', 'effort'),
        choices: efforts.map(choice),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...option('ask', 'voting'),
        choices: votings.map(choice),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...option('ask', 'private'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...option('ask', 'follow_up'),
      },
      {
        type: ApplicationCommandOptionType.Attachment,
        ...option('ask', 'file'),
      },
    ],
  },
  acknowledge(interaction, words) {
    const read = readAskOptions(typedOptions(interaction));
    if ('problems' in read)
      return refusalView(
        words,
        read.problems.map((problem) => askProblem(words, problem)),
        interaction,
      );
    return read.options.private ? 'ephemeral' : 'public';
  },
  async run(interaction, deps) {
    const read = readAskOptions(typedOptions(interaction));
    if ('problems' in read) return;
    const { options } = read;
    const { words } = deps;
    const refuse = (problem: string) => deps.whisper(interaction, refusalView(words, [problem], interaction));
    const attached = interaction.options.getAttachment('file');
    const picture = attached !== null && saysPicture(attached) ? attached : null;
    const file = attached && !picture && (await readQuestionFile(attached));
    if (file && 'problem' in file) return refuse(fileProblem(words, file.problem));
    const parent = interaction.options.getBoolean('follow_up')
      ? await lastOwnAsk(interaction, options.private, deps)
      : null;
    const why = parent && whyNotFrom(parent);
    if (why) return refuse(words.asking[why === 'notYet' ? 'stillAnswering' : why]);
    const pictures = picture ? { files: [picture], refuses: true } : {};
    await startAsk(interaction, { ...options, file: file || null, pictures, parentId: parent?.id ?? null }, deps);
  },
};

/**
 * The newest ask of this person in this channel, which the new question follows up on. One that is still
 * being answered counts: to go on silently from the one before it would answer another question. Private asks
 * are looked at only if the new question is private too.
 */
const lastOwnAsk = (
  { channelId, user }: ChatInputCommandInteraction,
  inPrivate: boolean,
  { pseudonymOf, database }: CommandDeps,
) => newestAskIn(database.db, { channelId, askerHash: pseudonymOf(user.id), inPrivate, inWork: true });

const typedOptions = ({ options }: ChatInputCommandInteraction) => ({
  prompt: options.getString('prompt'),
  candidates: options.getInteger('candidates'),
  effort: options.getString('effort'),
  voting: options.getString('voting'),
  private: options.getBoolean('private'),
});
