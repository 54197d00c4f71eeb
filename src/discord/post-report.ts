import { type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, toRequest } from './send.ts';
import { type ReportSnapshot, reportView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Posts a report into a server's log channel, once, however often it is tried; the message's id. A channel that is out of our reach is left: null.
 * @throws where Discord fails.
 */
export async function postReport(
  rest: REST,
  { channelId, ...found }: ReportSnapshot & { channelId: string },
): Promise<string | null> {
  const { body, files } = toRequest(reportView(wordsFor(found.ask.settings.language), found));
  const nonce = found.report.id.replaceAll('-', '').slice(-25);
  try {
    const sent = { body: { ...body, nonce, enforce_nonce: true }, files };
    return ((await rest.post(Routes.channelMessages(channelId), sent)) as { id: string }).id;
  } catch (error) {
    const { unknownChannel, missingAccess, missingPermissions } = discordCodes;
    const outOfReach: unknown[] = [unknownChannel, missingAccess, missingPermissions];
    if (!outOfReach.includes(codeOf(error))) throw error;
    return null;
  }
}
