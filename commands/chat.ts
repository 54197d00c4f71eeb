import { type Message, MessageReferenceType } from 'discord.js';
import { type Ask, findAskByInteraction, findAskByMessage, newestAskIn } from '../db/repo/asks.ts';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { whyNotFrom } from '../src/asks/conversation.ts';
import { deliver } from '../src/discord/deliver.ts';
import { posting } from '../src/discord/send.ts';
import { inBackticks } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/limits/refused.ts';
import { PROMPT_CHARACTERS } from '../src/terms.ts';
import { type Address, addressOf, type ChatInput, readChat } from './chat-input.ts';
import type { BotDeps } from './command.ts';
import { startAsk } from './start-ask.ts';

/**
 * Answers a message that mentions the bot or replies to it, with one candidate and the conversation before
 * it. A message has no ephemeral response. A refusal is therefore a short public reply that gives nothing
 * away, at most one every few minutes for each person. Never throws.
 */
export async function hear(message: Message, bot: BotDeps): Promise<void> {
  const { client, author, guildId } = message;
  if (author.bot || message.system || guildId === null) return;
  const address = addressOf(message);
  if (!address) return;
  const words = await wordsIn(message, bot);
  const { asking } = words;
  const refuse = (problem: string) => (bot.maySay(author.id) ? answer(message, words, problem, bot) : undefined);
  try {
    const { before, refused, leftOut } = await goesOnFrom(message, bot, words);
    // Members also talk among themselves below an answer that was put to a vote.
    if (address === 'reply' && before?.source !== 'chat') return;
    const input = await readChat(message, {
      words,
      pseudonymOf: bot.pseudonymOf,
      leftOut,
      goesOn: before !== null,
    });
    const problem = problemOf(words, input, address);
    if (problem) return await refuse(problem);
    if (refused) return await refuse(asking[refused]);
    const { id, channelId } = message;
    const { channel, member } = message;
    const at = {
      id,
      applicationId: client.application.id,
      token: null,
      guildId,
      channelId,
      channel,
      member,
      client,
      user: author,
      guildLocale: message.guild?.preferredLocale ?? null,
    };
    const { prompt, file, taken, quotes, notRead } = input;
    const pictures = { files: input.pictures };
    const parentId = before?.id ?? null;
    await startAsk(at, { prompt, file, taken, quotes, pictures, notRead, source: 'chat', parentId }, bot);
  } catch (error) {
    const refused = error instanceof AskRefused;
    if (!refused) bot.log.error({ messageId: message.id, error }, 'a message could not be answered');
    await refuse(refused ? asking.chatRefused : asking.wentWrong)?.catch(() => {});
  }
}

/** How many characters of names a refusal shows. */
const NAMES_LENGTH = 400;

/**
 * The server's language, because everybody reads the reply. When the database is away: the language that the
 * server has in Discord.
 */
async function wordsIn({ guildId, guild }: Message, { database }: BotDeps): Promise<Words> {
  const chosen = await getGuildSettings(database.db, guildId ?? '').catch(() => null);
  return wordsFor(chosen?.language ?? guild?.preferredLocale);
}

function problemOf({ asking }: Words, { prompt, pictures, notRead }: ChatInput, address: Address): string | null {
  if (prompt.length > PROMPT_CHARACTERS) return asking.chatLong(prompt.length, PROMPT_CHARACTERS);
  if (prompt !== '') return null;
  // Discord hides the text of a message that does not mention the bot by its name.
  if (address === 'role') return asking.chatRole;
  if (address === 'reply') return asking.chatUnpinged;
  const unread = [...pictures.map(({ name }) => name), ...notRead];
  const names = inBackticks(unread.join(', '), NAMES_LENGTH);
  return unread.length > 0 ? `${asking.notRead(names)} ${asking.chatEmpty}` : asking.chatEmpty;
}

interface Before {
  /** null for the start of a conversation. */
  before: Ask | null;
  /** Why the answer cannot be followed up. */
  refused: ReturnType<typeof whyNotFrom>;
  /** What the reply will not know, by name. */
  leftOut: string[];
}

/**
 * The ask that a message follows up on: the answer that it replies to, or else the newest one in its thread
 * that is not voted on blind, or else the one whose message the thread was opened from. A private or hidden
 * ask is none: everybody would read it here.
 */
async function goesOnFrom(message: Message, { database }: BotDeps, { asking }: Words): Promise<Before> {
  const { db } = database;
  const { channelId, reference } = message;
  const answered = reference?.type === MessageReferenceType.Default ? reference.messageId : undefined;
  const ask = answered ? ((await findAskByMessage(db, answered)) ?? (await justAnswered(message, database))) : null;
  if (ask) {
    const isOpen = ask.channelId === channelId && !ask.private && ask.hiddenAt === null;
    return isOpen
      ? { before: ask, refused: whyNotFrom(ask), leftOut: [] }
      : { before: null, refused: null, leftOut: [] };
  }
  if (!message.channel.isThread()) return { before: null, refused: null, leftOut: [] };
  const [newest, before] = await Promise.all([
    newestAskIn(db, { channelId }),
    newestAskIn(db, { channelId, goesOn: true }),
  ]);
  if (before) return { before, refused: null, leftOut: newest?.id === before.id ? [] : [asking.unreadThings.voting] };
  // A thread that was opened from a message has that message's id.
  const opening = await findAskByMessage(db, channelId);
  const isOpen = opening !== null && !opening.private && opening.hiddenAt === null;
  const goesOn = isOpen && whyNotFrom(opening) === null;
  const leftOut = newest || (isOpen && !goesOn) ? [asking.unreadThings.voting] : [];
  return { before: goesOn ? opening : null, refused: null, leftOut };
}

/**
 * Finds the ask of an answer that was posted so recently that its message id is not in the ask's row yet.
 * Such an answer is itself a reply to the question, whose message id the row has.
 */
async function justAnswered(message: Message, { db }: BotDeps['database']) {
  const replied = await message.fetchReference().catch(() => null);
  const question = replied?.author.id === message.client.user.id ? replied.reference?.messageId : undefined;
  return question ? findAskByInteraction(db, question) : null;
}

async function answer(message: Message, words: Words, problem: string, { log }: BotDeps): Promise<void> {
  const { id, channelId, client } = message;
  // While a new version starts beside the old one, two processes may hear the same message. The nonce makes
  // Discord post only one reply.
  const route = posting(client.rest, { channelId, nonce: `no ${id}`, replyTo: id });
  await deliver(route, problemView(words, [problem]), {
    note: words.asking.filesLeftOut,
    log,
    about: { messageId: id },
  });
}
