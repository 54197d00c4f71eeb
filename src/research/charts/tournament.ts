import { FONT, palette } from './palette.ts';
import { drawable, element, escaped } from './svg.ts';

/** A tournament as it is drawn: no text of people, only numbers and names of models. */
export interface TournamentDrawing {
  /** Best first; at most 16. */
  rows: readonly {
    /** As people know the candidate: "1". */
    number: string;
    model: string;
    /** That it is the best, 0–1; null where it took no part. */
    chance: number | null;
    /** Why it took no part. */
    fate: string | null;
    pick: boolean;
  }[];
  /** Pairs that met, by the rows' places; calls without a verdict that counts are in `invalid`. */
  matches: readonly { a: number; b: number; winsA: number; winsB: number; invalid: number }[];
}

const WIDTH = 640;
const EDGE = 24;
const HEADING = 46;

interface Point {
  x: number;
  y: number;
}

/**
 * Above how likely each candidate is the best, below the cross table: each row read across tells how that candidate fared. A cross table
 * instead of a bracket, because every rule of pairing fits into one, and sixteen candidates still do on a phone.
 */
export function drawTournament({ rows, matches }: TournamentDrawing): string {
  const players = rows.flatMap(({ fate }, place) => (fate === null ? [place] : []));
  const rowHeight = rows.length > 10 ? 36 : 46;
  const listHeight = HEADING + rows.length * rowHeight;
  const cell = Math.min(120, (WIDTH - 2 * EDGE - 44) / Math.max(1, players.length));
  const lineHeight = Math.min(cell, 56);
  const tableTop = EDGE + listHeight + 18;
  const hasTable = matches.length > 0;
  const height = hasTable ? tableTop + HEADING + 34 + players.length * lineHeight + EDGE : EDGE + listHeight + EDGE;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${Math.round(height)}` },
    element('rect', { width: WIDTH, height, rx: 18, fill: palette.ground }),
    heading({ x: EDGE, y: EDGE + 24 }, 'How likely each is the best'),
    ...rows.map((row, place) => listRow(row, EDGE + HEADING + place * rowHeight, rowHeight)),
    ...(hasTable ? crossTable({ rows, matches }, players, tableTop, cell, lineHeight) : []),
  );
}

const label = (
  { x, y }: Point,
  size: number,
  fill: string,
  words: string,
  more: { anchor?: string; weight?: number } = {},
) =>
  element(
    'text',
    { x, y, fill, 'font-family': FONT, 'font-size': size, 'font-weight': more.weight, 'text-anchor': more.anchor },
    escaped(words),
  );

const heading = (at: Point, words: string) => label(at, 21, palette.muted, words, { weight: 600 });

function badge({ x, y }: Point, radius: number, { number, pick }: { number: string; pick: boolean }): string {
  const size = radius * 1.15;
  return [
    element('circle', { cx: x, cy: y, r: radius, fill: pick ? palette.pick : palette.line }),
    label({ x, y: y + size * 0.36 }, size, pick ? palette.ground : palette.text, number, {
      anchor: 'middle',
      weight: 700,
    }),
  ].join('');
}

function listRow(row: TournamentDrawing['rows'][number], top: number, height: number): string {
  const middle = top + height / 2;
  const barLeft = 366;
  const barWidth = 160;
  const words = { y: middle + 7 };
  return [
    badge({ x: EDGE + 17, y: middle }, Math.min(17, height / 2 - 2), row),
    label({ x: EDGE + 46, ...words }, 20, row.fate === null ? palette.text : palette.muted, drawable(row.model, 26), {
      weight: row.pick ? 700 : 400,
    }),
    ...(row.chance === null
      ? [label({ x: barLeft, ...words }, 19, palette.muted, drawable(row.fate ?? 'not judged', 25))]
      : [
          element('rect', { x: barLeft, y: middle - 9, width: barWidth, height: 18, rx: 9, fill: palette.panel }),
          element('rect', {
            x: barLeft,
            y: middle - 9,
            width: Math.max(4, barWidth * Math.min(1, Math.max(0, row.chance))),
            height: 18,
            rx: Math.min(9, Math.max(2, (barWidth * row.chance) / 2)),
            fill: row.pick ? palette.pick : palette.muted,
          }),
          label({ x: WIDTH - EDGE, ...words }, 20, palette.text, `${Math.round(row.chance * 100)} %`, {
            anchor: 'end',
            weight: row.pick ? 700 : 400,
          }),
        ]),
  ].join('');
}

function crossTable(
  { rows, matches }: TournamentDrawing,
  players: readonly number[],
  top: number,
  cell: number,
  lineHeight: number,
): string[] {
  const left = EDGE + 44;
  const first = top + HEADING + 34;
  const radius = Math.min(15, cell / 2 - 2);
  const rowOf = (place: number) => rows[place] ?? { number: '?', pick: false };
  const found = (a: number, b: number) => {
    const match = matches.find((m) => (m.a === a && m.b === b) || (m.a === b && m.b === a));
    if (!match) return null;
    const [wins, losses] = match.a === a ? [match.winsA, match.winsB] : [match.winsB, match.winsA];
    return { wins, losses, invalid: match.invalid };
  };
  return [
    element('line', { x1: EDGE, x2: WIDTH - EDGE, y1: top - 4, y2: top - 4, stroke: palette.line }),
    heading({ x: EDGE, y: top + 30 }, 'Who met whom: each row, wins–losses'),
    ...players.map((place, column) =>
      badge({ x: left + (column + 0.5) * cell, y: top + HEADING + 16 }, radius, rowOf(place)),
    ),
    ...players.flatMap((place, line) => {
      const y = first + line * lineHeight;
      return [
        badge({ x: EDGE + 17, y: y + lineHeight / 2 }, Math.min(17, lineHeight / 2 - 2), rowOf(place)),
        ...players.map((other, column) =>
          crossCell({ x: left + column * cell, y }, cell, lineHeight, place === other ? 'self' : found(place, other)),
        ),
      ];
    }),
  ];
}

type Fared = { wins: number; losses: number; invalid: number };

function crossCell({ x, y }: Point, width: number, height: number, fared: Fared | 'self' | null): string {
  const gap = Math.min(3, width * 0.06);
  const box = { x: x + gap, y: y + gap, width: width - 2 * gap, height: height - 2 * gap, rx: 6 };
  if (fared === 'self') return '';
  if (fared === null) return element('rect', { ...box, fill: 'none', stroke: palette.panel, 'stroke-width': 1.5 });
  const { wins, losses, invalid } = fared;
  const undecided = wins + losses === 0;
  const size = Math.min(22, width * 0.38);
  return [
    element('rect', { ...box, fill: fillOf(fared) }),
    label(
      { x: x + width / 2, y: y + height / 2 + size * 0.36 },
      size,
      palette.text,
      undecided ? (invalid > 0 ? '?' : '·') : `${wins}–${losses}`,
      { anchor: 'middle', weight: 600 },
    ),
  ].join('');
}

/** Strong where every verdict went one way, pale where some did not. */
function fillOf({ wins, losses }: Fared): string {
  if (wins === losses) return palette.even;
  if (wins > losses) return losses === 0 ? palette.won : palette.wonNarrowly;
  return wins === 0 ? palette.lost : palette.lostNarrowly;
}
