import { type REST, Routes } from 'discord.js';
import type { Closing } from '../asks/closing-to-announce.ts';
import type { Log } from '../ops/log.ts';
import { deliver, type Route } from './deliver.ts';
import { announcedView } from './view/announced.ts';
import { wordsFor } from './words/words.ts';

/**
 * Says in the channel, as a reply to the message of a question, that its voting has closed. Nobody is pinged.
 * Idempotent: Discord knows the nonce of a word that a process sent before it died, and posts no second one.
 * Where the message is gone, nothing is posted.
 * @throws when Discord fails
 */
export async function announceClose(rest: REST, { snapshot, ballot, messageId }: Closing, log: Log): Promise<void> {
  const { channelId, settings } = snapshot.ask;
  const words = wordsFor(settings.language);
  const message_reference = { message_id: messageId, fail_if_not_exists: true };
  const nonce = ballot.id.replaceAll('-', '').slice(-25);
  const route: Route = {
    by: 'bot',
    send: ({ body }) =>
      rest.post(Routes.channelMessages(channelId), {
        body: { ...body, message_reference, nonce, enforce_nonce: true },
      }),
    reopen: () => rest.patch(Routes.channel(channelId), { body: { archived: false } }),
  };
  await deliver(route, announcedView(words, snapshot, ballot), {
    note: words.asking.filesLeftOut,
    log,
    about: { ballotId: ballot.id },
  });
}
