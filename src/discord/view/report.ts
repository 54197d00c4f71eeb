import {
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { Report } from '../../../db/repo/reports.ts';
import type { ReportReason } from '../../../db/schema/reports.ts';
import type { ModerateAct } from '../../policy/moderate-acts.ts';
import { type Reported, reportLength } from '../../policy/report.ts';
import { moderateId, reportId } from '../custom-id.ts';
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
import { notice } from './reveal.ts';

const reasonWords: Readonly<Record<ReportReason, { label: string; description: string }>> = {
  harmful: { label: 'Harmful', description: 'Dangerous, sexual, or violent' },
  hateful: { label: 'Hateful', description: 'Attacks a person or a group' },
  personal: { label: 'Personal', description: 'Gives away something about somebody' },
  wrong: { label: 'Badly wrong', description: 'So wrong that it should not stand there' },
  other: { label: 'Something else', description: 'Please say what, below' },
};

export const reportFields = { reason: 'reason', words: 'words' } as const;

/** The row below every answer. */
export const reportRow = (askId: string) => buttons(button('Report', reportId.write({ askId })));

export const reportForm = (askId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: reportId.write({ askId }),
  title: 'Report this answer',
  components: [
    {
      type: ComponentType.Label,
      label: 'What is wrong with it?',
      component: {
        type: ComponentType.RadioGroup,
        custom_id: reportFields.reason,
        required: true,
        options: Object.entries(reasonWords).map(([value, words]) => ({ value, ...words })),
      },
    },
    {
      type: ComponentType.Label,
      label: 'In your own words',
      description: 'Only this server’s moderators read it; they are not told who you are.',
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

const replies: Readonly<Record<Reported, string>> = {
  taken: 'Thank you. The moderators of this server will look at it.',
  again: 'You have reported this answer before. The moderators have it.',
  'too-many': 'You have reported a lot today. If it is urgent, please write to the moderators directly.',
  unknown: 'This answer is no longer there, so there is nothing to report.',
};

export const reportReply = (reported: Reported): MessageView => notice(replies[reported]);

export interface ReportSnapshot {
  report: Report;
  ask: Ask;
  hidden: boolean;
  blocked: boolean;
}

/** A report as moderators see it, in the log channel or under `/reports`. */
export function reportView({ report, ask, hidden, blocked }: ReportSnapshot): MessageView {
  const act = (label: string, name: ModerateAct, style?: ButtonStyle.Danger) =>
    button(label, moderateId.write({ reportId: report.id, act: name }), style);
  const where =
    ask.messageId && ask.guildId
      ? `https://discord.com/channels/${ask.guildId}/${ask.channelId}/${ask.messageId}`
      : null;
  const state = [
    hidden ? 'hidden' : '',
    blocked ? 'asker blocked' : '',
    report.state === 'dismissed' ? 'dismissed' : '',
  ];
  return {
    components: [
      container(report.state === 'open' ? accents.failed : accents.done, [
        text(
          `### An answer was reported: ${reasonWords[report.reason].label.toLowerCase()}\n${relativeTime(report.createdAt)}${where ? ` · [go to the answer](${where})` : ''}`,
        ),
        text(`> ${ask.prompt === '' ? '*the question’s text has been emptied*' : quoteLine(ask.prompt, 280)}`),
        ...(report.words === '' ? [] : [text(`What was said about it: ${quoteLine(report.words, 900)}`)]),
        separator(),
        text(`-# Now: ${state.filter(Boolean).join(', ') || 'nothing done yet'}.`),
        buttons(
          hidden ? act('Show again', 'show') : act('Hide', 'hide'),
          blocked ? act('Unblock asker', 'unblock') : act('Block asker', 'block'),
          act('Delete', 'delete', ButtonStyle.Danger),
          ...(report.state === 'open' ? [act('Dismiss', 'dismiss')] : []),
        ),
      ]),
    ],
    files: [],
  };
}

export const reportGoneView: MessageView = {
  components: [container(accents.done, [text('The reported question and its answers were deleted.')])],
  files: [],
};

/** `/reports`: what is open; the newest first. */
export function reportsView(open: readonly ReportSnapshot[]): MessageView {
  if (open.length === 0) return notice('No open reports. What is reported from now on is shown here.');
  return { components: open.flatMap((one) => reportView(one).components), files: [] };
}

/** What stands in place of an answer that moderators took out of sight. */
export const hiddenView: MessageView = {
  components: [container(accents.failed, [text('This answer was hidden by the moderators of this server.')])],
  files: [],
};
