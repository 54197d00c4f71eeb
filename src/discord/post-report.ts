import type { REST } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver } from './deliver.ts';
import { isUnshown } from './refusals.ts';
import { posting } from './send.ts';
import { sightOf } from './sight.ts';
import { type ReportSnapshot, reportView } from './view/report.ts';
import { wordsFor } from './words/words.ts';

/**
 * Posts a report into a server's log channel. Idempotent: Discord posts one message, however often it is
 * tried. Where Discord refuses what it quotes, it quotes nothing.
 * @returns the message's id, or null when the bot cannot write to the channel any more
 * @throws when Discord fails
 */
export async function postReport(
  rest: REST,
  { channelId, ...found }: Omit<ReportSnapshot, 'mayBeQuoted'> & { channelId: string },
  log: Log,
): Promise<string | null> {
  const { ask, report } = found;
  // When Discord does not answer, nothing is quoted.
  const mayBeQuoted = await sightOf(rest, report.guildId)
    .mayBeQuoted(ask, channelId)
    .catch(() => false);
  const words = wordsFor(ask.settings.language);
  const post = (quotes: boolean) =>
    deliver(
      posting(rest, { channelId, nonce: report.id.replaceAll('-', '').slice(-25) }),
      reportView(words, { ...found, mayBeQuoted: quotes }),
      { note: words.asking.filesLeftOut, log, about: { reportId: report.id } },
    );
  const sent = await post(mayBeQuoted);
  const last = mayBeQuoted && isUnshown(sent.end) && sent.end !== 'no-permission' ? await post(false) : sent;
  return last.end === 'sent' ? last.id : null;
}
