import { MessageFlags, type REST, Routes } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver, type Route } from './deliver.ts';
import { actOn, isUnshown, readRefusal } from './refusals.ts';
import { originalMessage } from './send.ts';
import type { MessageView } from './view/blocks.ts';
import { problemView } from './view/problem.ts';
import { wordsFor } from './words/words.ts';

/** An interaction, as far as it is answered. */
export interface Answerable {
  applicationId: string;
  token: string;
  /** The language of the person's client. */
  locale?: string;
}

/**
 * Sends a view as the response that the acknowledgement promised. If Discord takes it in no form, the person
 * reads why in fixed words.
 * @throws when Discord fails
 */
export function respond(webhookRest: REST, log: Log, at: Answerable, view: MessageView): Promise<void> {
  const path = originalMessage(at.applicationId, at.token);
  return tell((request) => webhookRest.patch(path, { ...request, auth: false }), at, view, log);
}

/**
 * Deletes the placeholder of a public acknowledgement, and shows a view to the person alone, as an ephemeral
 * message. If the placeholder cannot be deleted, nothing is shown: Discord would put the view in its place,
 * for everybody.
 * @throws when Discord fails
 */
export async function takeBack(webhookRest: REST, log: Log, at: Answerable, view: MessageView): Promise<void> {
  try {
    await webhookRest.delete(originalMessage(at.applicationId, at.token), { auth: false });
  } catch (error) {
    const refusal = readRefusal(error);
    const act = actOn(refusal, { by: 'webhook' });
    if (act === 'wait') throw error;
    if (act !== 'gone') return log.warn({ ...refusal, act }, 'a placeholder could not be taken back');
  }
  const flags = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;
  const path = Routes.webhook(at.applicationId, at.token);
  const send: Route['send'] = ({ body, files }) =>
    webhookRest.post(path, { body: { ...body, flags }, files, auth: false });
  await tell(send, at, view, log);
}

async function tell(send: Route['send'], { locale }: Answerable, view: MessageView, log: Log): Promise<void> {
  const words = wordsFor(locale);
  const route: Route = { by: 'webhook', send };
  const how = { note: words.asking.filesLeftOut, log, about: {} };
  const { end } = await deliver(route, view, how);
  if (isUnshown(end)) await deliver(route, problemView(words, [words.asking.failures[end]]), how);
}
