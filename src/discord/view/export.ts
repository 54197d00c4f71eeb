import type { ServerAggregates } from '../../research/export/server-aggregates.ts';
import type { Words } from '../words/words.ts';
import { accents, container, file, type MessageView, separator, text } from './blocks.ts';

/** `/export`: the counts of this server as a file, if there are any. */
export function exportView({ agreement }: Words, found: ServerAggregates, days: number): MessageView {
  const { fileName, rows, suppressed, smallestCell } = found;
  const held = suppressed === 0 ? '' : `\n${agreement.exportHeld(suppressed, smallestCell)}`;
  return {
    components: [
      container(accents.judge, [
        text(`### ${agreement.exportTitle(days)}`),
        text(`${rows === 0 ? agreement.exportNone : agreement.exportRows(rows)}${held}`),
        ...(rows === 0 ? [] : [file(fileName)]),
        separator(),
        text(`-# ${agreement.exportTerms}`),
      ]),
    ],
    files: rows === 0 ? [] : [{ name: fileName, text: found.text }],
  };
}
