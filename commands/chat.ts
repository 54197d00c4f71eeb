import { type Message, MessageFlags } from 'discord.js';
import { findAskByInteraction, findAskByMessage, newestAskIn } from '../db/repo/asks.ts';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { canGoOnFrom } from '../src/asks/conversation.ts';
import { toRequest } from '../src/discord/send.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/limits/refused.ts';
import { PROMPT_CHARACTERS } from '../src/terms.ts';
import type { BotDeps } from './command.ts';
import { startAsk } from './start-ask.ts';

/**
 * A message that mentions the bot or answers it: one reply, with the conversation before it in mind. What is not answered can be told to nobody alone, so
 * it is told in one short sentence that gives nothing away, and once in some minutes to each person. Never throws.
 */
export async function hear(message: Message, bot: BotDeps): Promise<void> {
  const { client, author, guildId } = message;
  if (author.bot || message.system || guildId === null || !message.mentions.users.has(client.user.id)) return;
  const words = await wordsIn(message, bot);
  const refuse = (problem: string) => (bot.maySay(author.id) ? answer(message, words, problem) : undefined);
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

/** Everybody reads it: in the server's language. Without a database, in the one that Discord knows. */
async function wordsIn({ guildId, guild }: Message, { database }: BotDeps): Promise<Words> {
  const chosen = await getGuildSettings(database.db, guildId ?? '').catch(() => null);
  return wordsFor(chosen?.language ?? guild?.preferredLocale);
}

function problemOf({ asking }: Words, prompt: string): string | null {
  if (prompt === '') return asking.chatEmpty;
  return prompt.length > PROMPT_CHARACTERS ? asking.chatLong(prompt.length, PROMPT_CHARACTERS) : null;
}

/** The answer that a message replies to; in a thread, what was said there last. Nothing of a private question, which all would read here. */
async function goesOnFrom(message: Message, { database }: BotDeps) {
  const answered = message.reference?.messageId;
  const ask = answered
    ? ((await findAskByMessage(database.db, answered)) ?? (await justAnswered(message, database)))
    : null;
  if (ask) return ask.channelId === message.channelId && !ask.private && ask.hiddenAt === null ? ask : null;
  return message.channel.isThread() ? newestAskIn(database.db, { channelId: message.channelId }) : null;
}

/** An answer that is on the screen while its id is still on the way to its row; it is itself a reply to the question. */
async function justAnswered(message: Message, { db }: BotDeps['database']) {
  const replied = await message.fetchReference().catch(() => null);
  const question = replied?.author.id === message.client.user.id ? replied.reference?.messageId : undefined;
  return question ? findAskByInteraction(db, question) : null;
}

async function answer(message: Message, words: Words, problem: string): Promise<void> {
  await message.reply({
    flags: MessageFlags.IsComponentsV2,
    components: toRequest(problemView(words, [problem])).body.components ?? [],
    allowedMentions: { parse: [] },
    // Two processes may hear the same message, as while a new version starts beside the old one: Discord makes one reply of theirs.
    nonce: `no ${message.id}`,
    enforceNonce: true,
  });
}
