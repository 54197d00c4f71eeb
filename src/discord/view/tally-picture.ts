import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Painter } from '../../charts/painter.ts';
import type { TallyDrawing } from '../../charts/tally.ts';
import { shortened } from '../../graphemes.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import type { Picture } from './blocks.ts';
import { type TallyRow, tallyRows } from './tally-rows.ts';

/** The file's name tells nothing but what it is. */
const NAME = 'votes.png';

/**
 * Draws the tally of a closed ballot.
 * @returns null when there is none, when nobody voted, and when it could not be drawn
 */
export async function paintTally(
  painter: Pick<Painter, 'paint'>,
  words: Words,
  snapshot: AskSnapshot,
): Promise<Picture | null> {
  const { ask, ballot } = snapshot;
  if (!ballot?.closedAt || ask.hiddenAt || ask.state !== 'closed') return null;
  const rows = tallyRows(words, snapshot, ballot);
  if (rows.every(({ votes }) => votes === 0)) return null;
  const png = await painter.paint('tally', tallyDrawing(words, rows));
  return png && { name: NAME, bytes: png, alt: tallyAlt(words, rows) };
}

/** The data of the picture. */
export const tallyDrawing = ({ voting }: Words, rows: readonly TallyRow[]): TallyDrawing => ({
  pick: voting.isPick,
  rows: rows.map(({ label, author, votes, pick }) => ({ label, author, votes, pick })),
});

/** The picture's alt text: every row and its number. */
export const tallyAlt = ({ voting }: Words, rows: readonly TallyRow[]): string =>
  shortened(
    voting.tallyAlt(
      rows
        .map(({ label, author, votes, pick }) => {
          const beside = [...(author === null ? [] : [author]), ...(pick ? [voting.isPick] : [])];
          return `${label}${beside.length > 0 ? ` (${beside.join(', ')})` : ''}: ${votes}`;
        })
        .join('; '),
    ),
    limits.altText,
  );
