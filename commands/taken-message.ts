import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { type APIMessage, Routes } from 'discord-api-types/v10';
import { readQuestionFile } from '../src/asks/question-file.ts';
import { payloadOf } from '../src/discord/payload.ts';
import { readMessage } from '../src/discord/read-message.ts';

/** A message of which somebody asks, as far as it could be read. */
export interface TakenMessage {
  /** '' when there is no text in it. */
  text: string;
  /** The names of what was not read. */
  notRead: string[];
  /** The message and who wrote its words. null when that is a program. */
  from: { messageId: string; authorId: string } | null;
}

/** Discord waits three seconds for the form. This leaves time to send it. */
const WITHIN_MS = 1200;
const MOST_FILES = 3;

/** Reads the message in whose menu a command was chosen, with its text files, within WITHIN_MS. */
export async function readTarget(
  interaction: MessageContextMenuCommandInteraction,
  self: string,
): Promise<TakenMessage> {
  const message = payloadOf(interaction);
  if (!message) return { text: interaction.targetMessage.content.trim(), notRead: [], from: null };
  const { text, files, pictures, unread, forwarded } = readMessage(message);
  const [read, from] = await Promise.all([
    Promise.all(files.slice(0, MOST_FILES).map((file) => inTime(readQuestionFile(file)))),
    forwarded ? forwardedFrom(message, interaction) : writerOf(message, self),
  ]);
  const texts = read.flatMap((file) => (file && 'text' in file ? [file.text] : []));
  const missed = files.filter((_, at) => !(read[at] && 'text' in read[at])).map(({ name }) => name);
  return {
    text: [text, ...texts].filter(Boolean).join('\n\n'),
    notRead: [...pictures.map(({ name }) => name), ...unread, ...missed],
    from,
  };
}

const inTime = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work, new Promise<null>((resolve) => setTimeout(resolve, WITHIN_MS, null).unref())]);

/**
 * The writer of a message, whose words they are.
 * @returns null for other bots and webhooks. This bot's own messages count, because people's words are in
 *   them.
 */
function writerOf({ id, author, webhook_id }: APIMessage, self: string): TakenMessage['from'] {
  const isNobodys = (author.bot === true || webhook_id !== undefined) && author.id !== self;
  return isNobodys ? null : { messageId: id, authorId: author.id };
}

/**
 * A forward does not say who wrote it. Where the bot can see the original, Discord does. Otherwise the
 * original's id stands for a writer whom nobody knows: the words are still not the asker's.
 */
async function forwardedFrom(
  { id, message_reference: original }: APIMessage,
  { client }: MessageContextMenuCommandInteraction,
): Promise<TakenMessage['from']> {
  const originalId = original?.message_id ?? id;
  const seen = original?.message_id
    ? client.rest.get(Routes.channelMessage(original.channel_id, original.message_id)).catch(() => null)
    : Promise.resolve(null);
  const found = (await inTime(seen)) as APIMessage | null;
  return { messageId: found?.id ?? id, authorId: found?.author.id ?? originalId };
}
