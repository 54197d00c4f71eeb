import { ButtonStyle } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Report } from '../../../db/repo/reports.ts';
import type { ModerateAct } from '../../moderation/acts.ts';
import type { Reported } from '../../moderation/complaint.ts';
import type { MeantAnswer } from '../../moderation/meant.ts';
import { shareRoom } from '../../share-room.ts';
import { moderateId } from '../custom-id.ts';
import { oneLine } from '../plain-text.ts';
import type { Words } from '../words/words.ts';
import {
  accents,
  button,
  buttons,
  container,
  type MessageView,
  quoteLine,
  relativeTime,
  separator,
  text,
} from './blocks.ts';
import { othersWords, question } from './question.ts';
import { notice } from './reveal.ts';

export const reportReply = ({ reports }: Words, reported: Reported): MessageView => notice(reports.replies[reported]);

/** A report with the state of what it is about. */
export interface ReportSnapshot {
  report: Report;
  ask: Ask;
  answers: readonly MeantAnswer[];
  hidden: boolean;
  blocked: boolean;
  /**
   * false when not everybody who reads the report may see the channel of the ask. Then neither the question
   * nor the answers nor the reporter's words are quoted.
   */
  mayBeQuoted: boolean;
}

/** How much of the question, of all answers, and of the reporter's words is quoted, in characters. */
export interface Room {
  prompt: number;
  answers: number;
  words: number;
}
/** Escaping can double the length, and a message holds 4,000 characters. */
const ROOM: Room = { prompt: 280, answers: 500, words: 800 };

interface Shown {
  room?: Room;
  /** The result of the last press. */
  said?: string;
  /** Further buttons behind those of the report. */
  more?: ReturnType<typeof button>[];
}

/** A report with its buttons, for the log channel and `/reports`. */
export function reportView(words: Words, snapshot: ReportSnapshot, { room = ROOM, said, more = [] }: Shown = {}) {
  const { reports } = words;
  const { report, ask, hidden, blocked, mayBeQuoted } = snapshot;
  const act = (label: string, name: ModerateAct, style?: ButtonStyle.Danger) =>
    button(label, moderateId.write({ reportId: report.id, act: name }), style);
  const where =
    ask.messageId && ask.guildId
      ? `https://discord.com/channels/${ask.guildId}/${ask.channelId}/${ask.messageId}`
      : null;
  const state = [
    hidden ? reports.hidden : '',
    blocked ? reports.blocked : '',
    report.state === 'dismissed' ? reports.dismissed : '',
  ];
  const view: MessageView = {
    components: [
      container(report.state === 'open' ? accents.failed : accents.done, [
        ...(said ? [text(said)] : []),
        text(
          `### ${reports.title(reports.reasons[report.reason].label)}\n${relativeTime(report.createdAt)}${where ? ` · [${reports.goThere}](${where})` : ''}`,
        ),
        ...(mayBeQuoted ? quoted(words, snapshot, room) : [text(`*${reports.elsewhere}*`)]),
        separator(),
        text(`-# ${reports.now(state.filter(Boolean).join(', ') || reports.nothingYet)}`),
        buttons(
          hidden ? act(reports.show, 'show') : act(reports.hide, 'hide'),
          blocked ? act(reports.unblock, 'unblock') : act(reports.block, 'block'),
          act(reports.delete, 'delete', ButtonStyle.Danger),
          ...(report.state === 'open' ? [act(reports.dismiss, 'dismiss')] : []),
          ...more,
        ),
      ]),
    ],
    files: [],
  };
  return view;
}

/** The question, the answers that are meant, and what was said about them. */
function quoted(words: Words, { report, ask, answers }: ReportSnapshot, room: Room) {
  const { reports } = words;
  const said = report.words === '' ? [] : [text(reports.said(quoteLine(report.words, room.words)))];
  if (ask.prompt === '') return [text(`> *${reports.emptied}*${othersWords(words, ask)}`), ...said];
  return [question(words, ask, room.prompt), text(answersText(reports, answers, room.answers)), ...said];
}

function answersText(reports: Words['reports'], answers: readonly MeantAnswer[], room: number): string {
  if (answers.length === 0) return reports.meant.all;
  const lines = answers.map(({ text: words }) => oneLine(words, 50 * room));
  const shares = shareRoom(
    lines.map(({ length }) => length),
    room,
  );
  const shown = answers.map(({ name, isPick, text: words }, at) => {
    const label = typeof name === 'string' ? reports.meant[name] : reports.meant.letter(name.letter);
    const quote = words === '' ? `*${reports.noText}*` : quoteLine(words, Math.max(20, shares[at] ?? 0));
    return `**${label}**${isPick ? ` · ${reports.meant.isPick}` : ''}\n> ${quote}`;
  });
  return [...(answers.length > 1 ? [reports.meant.both] : []), ...shown].join('\n');
}

/** What replaces a report after its ask, or the report itself, was deleted. */
export const reportGoneView = ({ reports }: Words): MessageView => ({
  components: [container(accents.done, [text(reports.gone)])],
  files: [],
});

/** What replaces an answer that moderators have hidden. */
export const hiddenView = ({ reports }: Words): MessageView => ({
  components: [container(accents.failed, [text(reports.hiddenAnswer)])],
  files: [],
});
