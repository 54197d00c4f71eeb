import type { APIComponentInContainer } from 'discord-api-types/v10';
import { gallery, type Picture, quoteReply, text } from './blocks.ts';
import { tallyBar } from './tally-bar.ts';
import type { TallyRow } from './tally-rows.ts';

/**
 * A tally as its picture, with the numbers in words below it. Without a picture, a bar of characters.
 *
 * @param quotes the beginnings of the answers, by slot, where no letters name them.
 * @returns nothing when nobody voted
 */
export function tallyBlocks(
  rows: readonly TallyRow[],
  picture: Picture | null,
  quotes: ReadonlyMap<number, string> = new Map(),
): APIComponentInContainer[] {
  if (rows.every(({ votes }) => votes === 0)) return [];
  if (!picture) return [text(tallyBar(rows.map((row) => ({ label: barLabel(row, quotes), votes: row.votes }))))];
  return [gallery(picture), text(quotes.size === 0 ? inOneLine(rows) : inLines(rows, quotes))];
}

const barLabel = ({ slot, label, pick }: TallyRow, quotes: ReadonlyMap<number, string>) => {
  const quote = slot === null ? undefined : quotes.get(slot);
  return quote === undefined ? label : `${pick ? '→ ' : ''}${quote}`;
};

const inOneLine = (rows: readonly TallyRow[]) => rows.map(({ label, votes }) => `${label}: **${votes}**`).join(' · ');

/** Each answer on a line of its own, with its beginning. */
const inLines = (rows: readonly TallyRow[], quotes: ReadonlyMap<number, string>) =>
  rows
    .map(({ slot, label, votes, pick }) => {
      const quote = slot === null ? undefined : quotes.get(slot);
      return quote === undefined
        ? `- **${votes}** ${label}`
        : `- **${votes}** ${pick ? '→ ' : ''}\`${label}\` ${quoteReply(quote, QUOTED)}`;
    })
    .join('\n');

/** Characters of a beginning, before its Markdown is escaped. */
const QUOTED = 32;
/** The most characters that one answer takes in a tally of all answers. */
export const TALLY_LINE = 2 * QUOTED + 75;
