import { type REST, Routes } from 'discord.js';
import type { Closing } from '../asks/closing-to-announce.ts';
import type { Log } from '../ops/log.ts';
import { deliver, type Route } from './deliver.ts';
import { openThread } from './question-thread.ts';
import { announcedView, talkView } from './view/announced.ts';
import { wordsFor } from './words/words.ts';

/**
 * Says that the voting on a question has closed, in its thread where the server wants one, or else as a reply
 * to its message. Nobody is pinged. Idempotent: a message has one thread, and Discord knows the nonce of a
 * word that a process sent before it died. Where the message is gone, nothing is posted.
 * @throws when Discord fails
 */
export async function announceClose(rest: REST, closing: Closing, log: Log): Promise<void> {
  const { snapshot, ballot, messageId } = closing;
  const words = wordsFor(snapshot.ask.settings.language);
  const threadId = closing.thread ? await openThread(rest, closing, log) : null;
  const ballotCode = ballot.id.replaceAll('-', '');
  const say = (channelId: string, nonce: string, more: object) => {
    const route: Route = {
      by: 'bot',
      send: ({ body }) =>
        rest.post(Routes.channelMessages(channelId), { body: { ...body, ...more, nonce, enforce_nonce: true } }),
      reopen: () => rest.patch(Routes.channel(channelId), { body: { archived: false } }),
    };
    const view = closing.say ? announcedView(words, snapshot, ballot) : talkView(words);
    return deliver(route, view, { note: words.asking.filesLeftOut, log, about: { ballotId: ballot.id } });
  };
  if (threadId !== null) {
    const { end } = await say(threadId, `t${ballotCode.slice(-24)}`, {});
    if (end === 'sent') return;
  }
  if (!closing.say) return;
  const message_reference = { message_id: messageId, fail_if_not_exists: true };
  await say(snapshot.ask.channelId, ballotCode.slice(-25), { message_reference });
}
