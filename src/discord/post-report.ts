import { type REST, Routes } from 'discord.js';
import { codeOf, discordCodes, toRequest } from './send.ts';
import { sightOf } from './sight.ts';
import { type ReportSnapshot, reportView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Posts a report into a server's log channel. Idempotent: Discord posts one message, however often it is
 * tried.
 * @returns the message's id, or null when the bot cannot write to the channel any more
 * @throws when Discord fails
 */
export async function postReport(
  rest: REST,
  { channelId, ...found }: Omit<ReportSnapshot, 'mayBeQuoted'> & { channelId: string },
): Promise<string | null> {
  const { ask, report } = found;
  // When Discord does not answer, nothing is quoted.
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
