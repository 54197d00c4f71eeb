import type { ReportList } from '../../moderation/acts.ts';
import { reportsId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, type MessageView, text } from './blocks.ts';
import { type ReportSnapshot, type Room, reportView } from './report.ts';

/** A message holds 40 components, and each report takes twelve. */
export const mostReports = 3;
/** Escaping can double the length, and a message holds 4,000 characters. */
const LIST_ROOM: Room = { prompt: 120, answers: 160, words: 160 };

/** `/reports`: the open reports or the decided ones, newest first, and a button to the other list. */
export function reportsView(words: Words, list: ReportList, shown: readonly ReportSnapshot[]): MessageView {
  const { reports } = words;
  const other = list === 'open' ? 'decided' : 'open';
  const none = list === 'open' ? reports.none : reports.noneDecided;
  return {
    components: [
      ...(shown.length === 0 ? [container(accents.judge, [text(none)])] : []),
      ...shown.flatMap((one) => reportView(words, one, shown.length > 1 ? { room: LIST_ROOM } : {}).components),
      buttons(button(reports.lists[other], reportsId.write({ list: other }))),
    ],
    files: [],
  };
}

/** Back from one report to the open ones. */
export const backToList = ({ reports }: Words) => button(reports.back, reportsId.write({ list: 'open' }));
