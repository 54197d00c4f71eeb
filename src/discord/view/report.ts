import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Report } from '../../../db/repo/reports.ts';
import type { ModerateAct } from '../../moderation/acts.ts';
import { type Reported, reportLength } from '../../moderation/complaint.ts';
import { moderateId, reportId } from '../custom-id.ts';
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

/** The custom_ids of the form's fields. */
export const reportFields = { reason: 'reason', words: 'words' } as const;

/** The **Report** button below every answer. */
export const reportRow = ({ reports }: Words, askId: string) =>
  buttons(button(reports.button, reportId.write({ askId })));

/** The form that **Report** opens. */
export const reportForm = ({ reports }: Words, askId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: reportId.write({ askId }),
  title: reports.formTitle,
  components: [
    {
      type: ComponentType.Label,
      label: reports.what,
      component: {
        type: ComponentType.RadioGroup,
        custom_id: reportFields.reason,
        required: true,
        options: Object.entries(reports.reasons).map(([value, words]) => ({ value, ...words })),
      },
    },
    {
      type: ComponentType.Label,
      label: reports.words,
      description: reports.wordsNote,
      component: {
        type: ComponentType.TextInput,
        custom_id: reportFields.words,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: reportLength,
      },
    },
  ],
});

export const reportReply = ({ reports }: Words, reported: Reported): MessageView => notice(reports.replies[reported]);

/** A report with the state of what it is about. */
export interface ReportSnapshot {
  report: Report;
  ask: Ask;
  hidden: boolean;
  blocked: boolean;
  /**
   * false when not everybody who reads the report may see the channel of the ask. Then neither the question
   * nor the reporter's words are quoted.
   */
  mayBeQuoted: boolean;
}

/** How much of the question and of the reporter's words is quoted, in characters. */
const ROOM = { prompt: 280, words: 900 };
/**
 * The same in a list of at most three. Escaping can double the length, and a message holds 4,000 characters.
 */
const LIST_ROOM = { prompt: 150, words: 250 };

/** A report with its buttons, for the log channel and `/reports`. */
export function reportView(words: Words, snapshot: ReportSnapshot, room = ROOM): MessageView {
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
  return {
    components: [
      container(report.state === 'open' ? accents.failed : accents.done, [
        text(
          `### ${reports.title(reports.reasons[report.reason].label)}\n${relativeTime(report.createdAt)}${where ? ` · [${reports.goThere}](${where})` : ''}`,
        ),
        mayBeQuoted
          ? ask.prompt === ''
            ? text(`> *${reports.emptied}*${othersWords(words, ask)}`)
            : question(words, ask, room.prompt)
          : text(`*${reports.elsewhere}*`),
        ...(report.words === '' || !mayBeQuoted ? [] : [text(reports.said(quoteLine(report.words, room.words)))]),
        separator(),
        text(`-# ${reports.now(state.filter(Boolean).join(', ') || reports.nothingYet)}`),
        buttons(
          hidden ? act(reports.show, 'show') : act(reports.hide, 'hide'),
          blocked ? act(reports.unblock, 'unblock') : act(reports.block, 'block'),
          act(reports.delete, 'delete', ButtonStyle.Danger),
          ...(report.state === 'open' ? [act(reports.dismiss, 'dismiss')] : []),
        ),
      ]),
    ],
    files: [],
  };
}

/** What replaces a report after its ask, or the report itself, was deleted. */
export const reportGoneView = ({ reports }: Words): MessageView => ({
  components: [container(accents.done, [text(reports.gone)])],
  files: [],
});

/** `/reports`: the open reports, newest first. */
export function reportsView(words: Words, open: readonly ReportSnapshot[]): MessageView {
  if (open.length === 0) return notice(words.reports.none);
  return { components: open.flatMap((one) => reportView(words, one, LIST_ROOM).components), files: [] };
}

/** What replaces an answer that moderators have hidden. */
export const hiddenView = ({ reports }: Words): MessageView => ({
  components: [container(accents.failed, [text(reports.hiddenAnswer)])],
  files: [],
});
