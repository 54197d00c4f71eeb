import type { REST } from 'discord.js';
import type { Log } from '../ops/log.ts';
import { deliver } from './deliver.ts';
import { isUnshown } from './refusals.ts';
import { editing, posting } from './send.ts';
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
  const mayBeQuoted = await isQuotedIn(rest, found, channelId);
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

/**
 * Edits the message of a report, so that it shows what was decided elsewhere. Where Discord refuses, it stays
 * as it is: its buttons say the truth when they are pressed.
 */
export async function redrawReport(rest: REST, found: Omit<ReportSnapshot, 'mayBeQuoted'>, log: Log): Promise<void> {
  const { report, ask } = found;
  const { channelId, messageId } = report;
  if (channelId === null || messageId === null) return;
  const mayBeQuoted = await isQuotedIn(rest, found, channelId);
  const words = wordsFor(ask.settings.language);
  await deliver(editing(rest, { channelId, messageId }), reportView(words, { ...found, mayBeQuoted }), {
    note: words.asking.filesLeftOut,
    log,
    about: { reportId: report.id },
  }).catch((error) => log.warn({ reportId: report.id, error }, 'the message of a report could not be redrawn'));
}

/** Whether a report may be quoted in a channel. When Discord does not answer, it may not. */
const isQuotedIn = (rest: REST, { report, ask }: Pick<ReportSnapshot, 'report' | 'ask'>, channelId: string) =>
  sightOf(rest, report.guildId)
    .mayBeQuoted(ask, channelId)
    .catch(() => false);
