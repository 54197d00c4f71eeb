import { type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, toRequest } from './send.ts';
import { sightOf } from './sight.ts';
import { type ReportSnapshot, reportView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Posts a report into a server's log channel, once, however often it is tried; the message's id. A channel that is out of our reach is left: null.
 * @throws where Discord fails.
 */
export async function postReport(
  rest: REST,
  { channelId, ...found }: Omit<ReportSnapshot, 'mayBeQuoted'> & { channelId: string },
): Promise<string | null> {
  const { ask, report } = found;
  // What Discord does not tell is no.
  const mayBeQuoted = await sightOf(rest, report.guildId)
    .mayBeQuoted(ask, channelId)
    .catch(() => false);
  const { body, files } = toRequest(reportView(wordsFor(ask.settings.language), { ...found, mayBeQuoted }));
  const nonce = report.id.replaceAll('-', '').slice(-25);
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
