import { MessageFlags, type REST, Routes } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver, type Route } from './deliver.ts';
import { sendBefore } from './rate-limits.ts';
import { actOn, isUnshown, readRefusal } from './refusals.ts';
import { originalMessage } from './send.ts';
import { limits } from './sizes.ts';
import type { MessageView } from './view/blocks.ts';
import { problemView } from './view/problem.ts';
import { wordsFor } from './words/words.ts';

/** An interaction, as far as it is answered. */
export interface Answerable {
  applicationId: string;
  token: string;
  /** The language of the person's client. */
  locale?: string;
  /** When it was made, in milliseconds since 1970. Absent: no rate limit is waited for. */
  createdTimestamp?: number;
}

/** When the interaction's token is no longer used. */
const endOf = ({ createdTimestamp = 0 }: Answerable): number => createdTimestamp + limits.tokenUse;

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
    const path = originalMessage(at.applicationId, at.token);
    await sendBefore(endOf(at), () => webhookRest.delete(path, { auth: false }));
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

async function tell(send: Route['send'], at: Answerable, view: MessageView, log: Log): Promise<void> {
  const words = wordsFor(at.locale);
  const route: Route = { by: 'webhook', send };
  const how = { note: words.asking.filesLeftOut, log, about: {} };
  const say = (shown: MessageView) => sendBefore(endOf(at), () => deliver(route, shown, how));
  const { end } = await say(view);
  if (isUnshown(end)) await say(problemView(words, [words.asking.failures[end]]));
}
