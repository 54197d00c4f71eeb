import { label } from './marks.ts';
import { palette } from './palette.ts';
import { drawable, element } from './svg.ts';

/** The data of a tally's picture. It holds numbers and names, and no text that people or models wrote. */
export interface TallyDrawing {
  /** What stands beside the judge's pick. */
  pick: string;
  /** At most 18; a vote was cast in at least one. */
  rows: readonly {
    label: string;
    /** What stands beside the label, in grey. */
    author: string | null;
    votes: number;
    pick: boolean;
  }[];
}

const WIDTH = 640;
const EDGE = 24;
const ROW = 66;
/** The bars end here, so that a number and its share fit beside the longest one. */
const BAR = WIDTH - 2 * EDGE - 150;

/** Draws how many chose what. The judge's pick is gold, and says that it is. */
export function drawTally({ pick, rows }: TallyDrawing): string {
  const total = rows.reduce((sum, { votes }) => sum + votes, 0);
  const height = 2 * EDGE + rows.length * ROW - 8;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    element('rect', { width: WIDTH, height, rx: 18, fill: palette.ground }),
    ...rows.flatMap((row, at) => drawRow(row, pick, Math.max(1, total), EDGE + at * ROW)),
  );
}

function drawRow(row: TallyDrawing['rows'][number], pick: string, total: number, top: number): string[] {
  const share = row.votes / total;
  const beside = [...(row.author === null ? [] : [row.author]), ...(row.pick ? [pick] : [])].join(' · ');
  const name = drawable(row.label, 40);
  const bar = { x: EDGE, y: top + 30, height: 20, rx: 10 };
  const width = row.votes === 0 ? 0 : Math.max(20, BAR * share);
  return [
    label({ x: EDGE, y: top + 20 }, 21, palette.text, name, { weight: 700 }),
    // Letters are about as wide as they are bold; a name from outside is never wider than that.
    label({ x: EDGE + 14 + name.length * 13.5, y: top + 20 }, 18, palette.muted, drawable(beside, roomBeside(name))),
    element('rect', { ...bar, width: BAR, fill: palette.panel }),
    ...(width > 0 ? [element('rect', { ...bar, width, fill: row.pick ? palette.pick : palette.people })] : []),
    label({ x: WIDTH - EDGE, y: top + 47 }, 21, palette.text, `${row.votes} · ${Math.round(share * 100)} %`, {
      anchor: 'end',
      weight: row.pick ? 700 : 400,
    }),
  ];
}

const roomBeside = (name: string) => Math.max(0, Math.floor((WIDTH - 2 * EDGE - 14 - name.length * 13.5) / 10));
