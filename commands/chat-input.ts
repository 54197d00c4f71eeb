import { type Message, MessageReferenceType } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { QuestionFile, Taken } from '../src/asks/create.ts';
import { fileLength, type OfferedFile, readQuestionFile } from '../src/asks/question-file.ts';
import { payloadOf } from '../src/discord/payload.ts';
import { readMessage } from '../src/discord/read-message.ts';
import type { Words } from '../src/discord/words/words.ts';
import { beginning } from '../src/graphemes.ts';
import { isBlank } from '../src/invisible.ts';
import { PROMPT_CHARACTERS } from '../src/terms.ts';

/** How a message turns to the bot. `reply`: to one of its messages, without a ping. */
export type Address = 'name' | 'role' | 'reply';

/** @returns null when it does not turn to the bot. */
export function addressOf({ client, mentions, reference }: Message): Address | null {
  const self = client.user?.id;
  if (self === undefined) return null;
  if (mentions.users.has(self)) return 'name';
  if (mentions.roles.some(({ tags }) => tags?.botId === self)) return 'role';
  return reference?.type === MessageReferenceType.Default && mentions.repliedUser?.id === self ? 'reply' : null;
}

/** What a message asks, with everything of it that can be read. */
export interface ChatInput {
  /** '' when there is nothing to ask. */
  prompt: string;
  file: QuestionFile | null;
  taken: Taken | null;
  /** Keyed hash of the person whose message is quoted. */
  quotes: string | null;
  /** Pictures of the message itself. Nothing is fetched yet. */
  pictures: OfferedFile[];
  /** The names of what else came along and was not read. */
  notRead: string[];
}

interface Reading {
  words: Words;
  pseudonymOf: (id: string) => string;
  /** Whether the message goes on from an answer. It then needs no quote of what it replies to. */
  goesOn: boolean;
  /** What else was left out, by name. */
  leftOut: readonly string[];
}

/**
 * Reads a message, the text files that came with it, and the message that it replies to. What cannot be read
 * is named, so that nobody believes that it was.
 */
export async function readChat(message: Message, { words, pseudonymOf, goesOn, leftOut }: Reading): Promise<ChatInput> {
  const payload = payloadOf(message);
  const own = payload ? readMessage(payload) : { text: message.content, files: [], pictures: [], unread: [] };
  const typed = withoutOwnName(own.text, message);
  const { file, unread } = await readFiles(own.files);
  const replied = goesOn || message.reference?.type !== MessageReferenceType.Default ? null : message.reference;
  const quote = replied ? quoteOf(payload?.referenced_message, message, PROMPT_CHARACTERS - typed.length, words) : null;
  const notRead = [...own.unread, ...unread, ...(quote?.unread ?? []), ...leftOut];
  const writer = quote?.writer ? pseudonymOf(quote.writer) : null;
  const quoted = quote?.text ?? '';
  const asked = [typed, typed && quoted ? quoted.replaceAll(/^/gm, '> ') : quoted].filter(Boolean).join('\n\n');
  // A long text that is pasted becomes a file, and the message holds only the bot's name.
  const fits = asked === '' && file !== null && file.text.length <= PROMPT_CHARACTERS;
  const prompt = asked || (fits ? file.text : (file?.name ?? ''));
  return {
    prompt,
    pictures: own.pictures,
    file: fits ? null : file,
    taken: typed === '' && quoted !== '' && writer !== null ? { writtenBy: writer } : null,
    quotes: quoted === '' ? null : writer,
    notRead,
  };
}

function withoutOwnName(text: string, { client, mentions }: Message): string {
  const roles = mentions.roles.filter(({ tags }) => tags?.botId === client.user.id).map(({ id }) => `<@&${id}>`);
  const names = new RegExp([`<@!?${client.user.id}>`, ...roles].join('|'), 'g');
  const rest = text.replaceAll(names, '').trim();
  return isBlank(rest) ? '' : rest;
}

/** Room for the `> ` before each line of a quote. */
const MARKS = 200;

/**
 * The message that was replied to. Discord sends its text only where the bot may read it.
 * @returns the id of its writer: null for programs, and the id of a forwarded message, whose writer nobody
 *   knows and who is therefore nobody here
 */
function quoteOf(
  replied: APIMessage | null | undefined,
  { client }: Message,
  room: number,
  { asking }: Words,
): { text: string; unread: string[]; writer: string | null } {
  // What this bot says beside its answers may hold words of people who cannot be told from here.
  const read = replied && replied.author.id !== client.user.id ? readMessage(replied) : null;
  if (!replied || !read?.text) return { text: '', unread: [asking.unreadThings.quoted], writer: null };
  const unread = [...read.pictures, ...read.files].map(({ name }) => name).concat(read.unread);
  const isNobodys = replied.author.bot === true || replied.webhook_id !== undefined;
  const writer = read.forwarded ? (replied.message_reference?.message_id ?? replied.id) : replied.author.id;
  const fits = read.text.length + MARKS <= room;
  return {
    text: fits ? read.text : beginning(read.text, room - MARKS).trim(),
    unread: fits ? unread : [...unread, asking.unreadThings.cut],
    writer: isNobodys && !read.forwarded ? null : writer,
  };
}

/** The most files of one message that are read. */
const MOST_FILES = 4;

/** Reads text files as one. @returns the names of those that are no text, too large, or too many. */
async function readFiles(files: readonly OfferedFile[]): Promise<{ file: QuestionFile | null; unread: string[] }> {
  const read = await Promise.all(files.slice(0, MOST_FILES).map(readQuestionFile));
  const kept: QuestionFile[] = [];
  const unread = files.slice(MOST_FILES).map(({ name }) => name);
  let room = fileLength;
  for (const one of read) {
    if ('problem' in one) unread.push(one.problem.name);
    else if (one.text.length > room) unread.push(one.name);
    else {
      kept.push(one);
      room -= one.text.length + one.name.length + 4;
    }
  }
  const [first, ...others] = kept;
  if (!first || others.length === 0) return { file: first ?? null, unread };
  const name = kept.map((one) => one.name).join(', ');
  return {
    file: { name: name.slice(0, 100), text: kept.map((one) => `${one.name}:\n\n${one.text}`).join('\n\n') },
    unread,
  };
}
