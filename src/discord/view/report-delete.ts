import { ButtonStyle } from 'discord-api-types/v10';
import type { Deletion } from '../../../db/repo/audit.ts';
import type { HangsOn } from '../../../db/repo/reports.ts';
import { moderateId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, type MessageView, relativeTime, text } from './blocks.ts';
import type { ReportSnapshot } from './report.ts';
import { backToList } from './report-list.ts';

/** The confirmation before a reported question is deleted, for one moderator. */
export function confirmDeleteView(
  { reports }: Words,
  { report, ask, hidden }: Pick<ReportSnapshot, 'report' | 'ask' | 'hidden'>,
  { answers, votes, reportIds }: HangsOn,
): MessageView {
  const isInChannel = ask.messageId !== null && !ask.private;
  const said = [
    reports.willGo(answers, votes, reportIds.length),
    ...(isInChannel ? [reports.noteStays] : []),
    reports.forGood,
    ...(hidden ? [] : [reports.hideInstead]),
  ];
  return {
    components: [
      container(accents.failed, [
        text(`### ${reports.confirmTitle}\n${said.join(' ')}\n-# ${reports.confirmNote}`),
        buttons(
          button(reports.deleteForGood, moderateId.write({ reportId: report.id, act: 'erase' }), ButtonStyle.Danger),
          button(reports.cancel, moderateId.write({ reportId: report.id, act: 'look' })),
        ),
      ]),
    ],
    files: [],
  };
}

/** What a moderator's deletion did, also for whoever comes later. */
export const deletedView = (
  words: Words,
  { answers, votes, reports: said, at, byYou }: Deletion & { byYou: boolean },
): MessageView => ({
  components: [
    container(accents.done, [
      text(`${words.reports.wentAway(answers, votes, said)}\n-# ${words.reports.deletedBy(byYou, relativeTime(at))}`),
    ]),
    buttons(backToList(words)),
  ],
  files: [],
});
