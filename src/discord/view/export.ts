import type { ServerAggregates } from '../../research/export/server-aggregates.ts';
import { accents, container, file, type MessageView, plural, separator, text } from './blocks.ts';

/** `/export`: the counts of this server as a file, where there are any. */
export function exportView(found: ServerAggregates, days: number): MessageView {
  const { fileName, rows, suppressed, smallestCell } = found;
  const held =
    suppressed === 0
      ? ''
      : `\n${plural(suppressed, 'row')} ${suppressed === 1 ? 'is' : 'are'} held back, because fewer than ${smallestCell} people would stand behind ${suppressed === 1 ? 'it' : 'them'}.`;
  const none = 'There is nothing to show yet: no closed vote has enough voters.';
  return {
    components: [
      container(accents.judge, [
        text(`### Votes of this server, the last ${plural(days, 'day')}`),
        text(`${rows === 0 ? none : `${plural(rows, 'row')}: one a day, judge and effort.`}${held}`),
        ...(rows === 0 ? [] : [file(fileName)]),
        separator(),
        text(
          '-# Counts only, nobody’s single vote. Discord forbids selling such data, finding out who is behind it, and training models on message content without its permission. docs/codebook.md explains the columns.',
        ),
      ]),
    ],
    files: rows === 0 ? [] : [{ name: fileName, text: found.text }],
  };
}
