import { type REST, Routes } from 'discord.js';
import { type APIChannel, type APIThreadChannel, type APIUser, ChannelType } from 'discord-api-types/v10';
import type { Closing } from '../asks/closing-to-announce.ts';
import type { Log } from '../ops/log.ts';
import { actOn, readRefusal } from './refusals.ts';
import { threadName } from './view/thread-name.ts';
import { wordsFor } from './words/words.ts';

/** Channels in which a thread can be opened from a message. There are none in threads and direct messages. */
const withThreads: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
/** A thread has already been opened from this message. Its id is the message's. */
const ALREADY_OPEN = 160004;

/**
 * Opens a thread from the message of a question, under the question's words. Idempotent: where the message
 * has a thread, that one is taken. Words that Discord refuses as a name are replaced.
 * @returns the thread's id, or null where none can be opened
 * @throws when Discord fails
 */
export async function openThread(
  rest: REST,
  { snapshot, ballot, messageId }: Closing,
  log: Log,
): Promise<string | null> {
  const { channelId, prompt, settings } = snapshot.ask;
  const words = wordsFor(settings.language);
  const open = (name: string) => rest.post(Routes.threads(channelId, messageId), { body: { name } });
  const own = threadName(words, prompt);
  for (const name of own === words.closing.thread ? [own] : [own, words.closing.thread]) {
    try {
      const { type } = (await rest.get(Routes.channel(channelId))) as APIChannel;
      if (!withThreads.includes(type)) return null;
      await open(name);
      return messageId;
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal.code === ALREADY_OPEN) return messageId;
      const act = actOn(refusal, { by: 'bot' });
      if (act === 'wait') throw error;
      log.warn({ ballotId: ballot.id, ...refusal, act }, 'Discord refused a thread');
      if (act !== 'automod' && act !== 'not-accepted') return null;
    }
  }
  return null;
}

/**
 * Takes the question out of the name of the thread that the bot opened from its message, if there is one. A
 * member's own thread is left alone, and so is a locked one, which a bot may not rename.
 * @throws when Discord fails
 */
export async function unnameThread(
  rest: REST,
  { messageId, language }: { messageId: string; language?: string | undefined },
  log: Log,
): Promise<void> {
  try {
    const thread = (await rest.get(Routes.channel(messageId))) as APIThreadChannel;
    const { id } = (await rest.get(Routes.user())) as APIUser;
    if (thread.owner_id !== id) return;
    // An archived thread can only be renamed by the request that opens it.
    const reopened = thread.thread_metadata?.archived ? { archived: false } : {};
    await rest.patch(Routes.channel(messageId), { body: { name: wordsFor(language).closing.thread, ...reopened } });
  } catch (error) {
    const refusal = readRefusal(error);
    const act = actOn(refusal, { by: 'bot' });
    if (act === 'wait') throw error;
    if (act !== 'gone') log.warn({ messageId, ...refusal, act }, 'the words in the name of a thread stay');
  }
}
