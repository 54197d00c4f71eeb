import type { Message } from 'discord.js';
import { findAskByInteraction, findAskByMessage, newestAskIn } from '../db/repo/asks.ts';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { canGoOnFrom } from '../src/asks/conversation.ts';
import { deliver } from '../src/discord/deliver.ts';
import { posting } from '../src/discord/send.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/limits/refused.ts';
import { PROMPT_CHARACTERS } from '../src/terms.ts';
import type { BotDeps } from './command.ts';
import { startAsk } from './start-ask.ts';

/**
 * Answers a message that mentions the bot or replies to it, with one candidate and the conversation before
 * it. A message has no ephemeral response. A refusal is therefore a short public reply that gives nothing
 * away, at most one every few minutes for each person. Never throws.
 */
export async function hear(message: Message, bot: BotDeps): Promise<void> {
  const { client, author, guildId } = message;
  if (author.bot || message.system || guildId === null || !message.mentions.users.has(client.user.id)) return;
  const words = await wordsIn(message, bot);
  const refuse = (problem: string) => (bot.maySay(author.id) ? answer(message, words, problem, bot) : undefined);
  try {
    const prompt = message.content.replaceAll(new RegExp(`<@!?${client.user.id}>`, 'g'), '').trim();
    const problem = problemOf(words, prompt);
    if (problem) return await refuse(problem);
    const before = await goesOnFrom(message, bot);
    if (before && !canGoOnFrom(before)) return await refuse(words.asking.stillVoting);
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
    await startAsk(at, { prompt, source: 'chat', parentId: before?.id ?? null }, bot);
  } catch (error) {
    const refused = error instanceof AskRefused;
    if (!refused) bot.log.error({ messageId: message.id, error }, 'a message could not be answered');
    await refuse(refused ? words.asking.chatRefused : words.asking.wentWrong)?.catch(() => {});
  }
}

/**
 * The server's language, because everybody reads the reply. When the database is away: the language that the
 * server has in Discord.
 */
async function wordsIn({ guildId, guild }: Message, { database }: BotDeps): Promise<Words> {
  const chosen = await getGuildSettings(database.db, guildId ?? '').catch(() => null);
  return wordsFor(chosen?.language ?? guild?.preferredLocale);
}

function problemOf({ asking }: Words, prompt: string): string | null {
  if (prompt === '') return asking.chatEmpty;
  return prompt.length > PROMPT_CHARACTERS ? asking.chatLong(prompt.length, PROMPT_CHARACTERS) : null;
}

/**
 * The ask that a message follows up on: the answer that it replies to, or else the newest one in its thread.
 * @returns null for the start of a conversation, and for a private or hidden ask, which everybody would read
 * here
 */
async function goesOnFrom(message: Message, { database }: BotDeps) {
  const answered = message.reference?.messageId;
  const ask = answered
    ? ((await findAskByMessage(database.db, answered)) ?? (await justAnswered(message, database)))
    : null;
  if (ask) return ask.channelId === message.channelId && !ask.private && ask.hiddenAt === null ? ask : null;
  return message.channel.isThread() ? newestAskIn(database.db, { channelId: message.channelId }) : null;
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
