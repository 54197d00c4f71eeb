import { shortened } from '../../graphemes.ts';
import { oneLine } from '../plain-text.ts';

/** One row of a tally. */
export interface TallyLine {
  /** `A`, `Tie`, or the beginning of an answer. */
  label: string;
  votes: number;
}

/** A phone shows about 35 characters of a code block in one line. */
const BAR = 14;
const LONGEST_LABEL = 8;

/**
 * A tally as a bar chart of characters. A code block aligns the columns, in both themes and without a
 * picture. A long label gets a line of its own. Shares are of all votes.
 * @returns '' when nobody voted
 */
export function tallyBar(lines: readonly TallyLine[]): string {
  const total = lines.reduce((sum, { votes }) => sum + votes, 0);
  if (total === 0) return '';
  const labels = lines.map(({ label }) => plain(label));
  const beside = labels.every((label) => label.length <= LONGEST_LABEL);
  const wide = (text: (line: TallyLine) => string) => Math.max(...lines.map((line) => text(line).length));
  const counts = wide(({ votes }) => String(votes));
  const labelled = Math.max(...labels.map((label) => label.length));
  const rows = lines.map(({ votes }, at) => {
    const figures = `${blocks(votes / total).padEnd(BAR)} ${String(votes).padStart(counts)} ${shareOf(votes, total).padStart(5)}`;
    return beside ? `${(labels[at] ?? '').padEnd(labelled)} ${figures}` : `${labels[at]}\n${figures}`;
  });
  return `\`\`\`\n${rows.join('\n')}\n\`\`\``;
}

const shareOf = (votes: number, total: number) => `${Math.round((votes / total) * 100)} %`;

/**
 * A bar, with at least one block for any vote. Only whole blocks: partial ones come from other fonts, of
 * another height.
 */
const blocks = (share: number) => '█'.repeat(Math.max(share > 0 ? 1 : 0, Math.round(share * BAR)));

/** A label on one line of at most 34 characters, without backticks, which would end the code block. */
const plain = (label: string) => shortened(oneLine(label, 400).replaceAll('`', '’'), 34);
