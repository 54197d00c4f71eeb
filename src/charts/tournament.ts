import { crossCell, type Fared } from './cross-cell.ts';
import { badge, chanceBar, chanceWords, heading, label } from './marks.ts';
import { palette } from './palette.ts';
import { drawable, element } from './svg.ts';

/**
 * The data of a tournament's picture. It holds numbers and names of models, and no text that people wrote.
 */
export interface TournamentDrawing {
  /** The titles of its parts. */
  titles: { chances: string; bestFirst: string; met: string; rows: string; notJudged: string };
  /** Best first; at most 16. */
  rows: readonly {
    /** The candidate's number as people know it, such as "1". */
    number: string;
    model: string;
    /** The probability that it is the best, from 0 to 1. null when it took no part. */
    chance: number | null;
    /** Why it took no part, or null. */
    fate: string | null;
    pick: boolean;
  }[];
  /**
   * The pairs that met, by the index of their rows. `invalid` counts the comparisons without a valid verdict.
   */
  matches: readonly { a: number; b: number; winsA: number; winsB: number; invalid: number }[];
}

type Row = TournamentDrawing['rows'][number];

const WIDTH = 640;
const EDGE = 22;
const HEADING = 40;
/** More candidates than this do not fit beside their names and chances. They get a list above the table. */
const MOST_BESIDE = 8;

/**
 * Draws a cross table as SVG. Each row shows one candidate's record, and the likeliest best comes first. It
 * is a table and not a bracket because every pairing rule fits into a table, and 16 candidates are still
 * readable on a phone.
 */
export function drawTournament(drawing: TournamentDrawing): string {
  const { rows } = drawing;
  const beside = rows.length <= MOST_BESIDE;
  const list = beside ? null : standings(drawing, EDGE);
  const table = crossTable(drawing, EDGE + (list?.height ?? 0), beside);
  const height = EDGE + (list?.height ?? 0) + table.height + EDGE - 6;
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${Math.round(height)}` },
    element('rect', { width: WIDTH, height, rx: 18, fill: palette.ground }),
    ...(list?.parts ?? []),
    ...table.parts,
  );
}

interface Block {
  parts: string[];
  height: number;
}

/** The list of candidates: how likely each is the best. */
function standings({ rows, titles }: TournamentDrawing, top: number): Block {
  const each = 36;
  const line = (row: Row, at: number) => {
    const middle = top + HEADING + (at + 0.5) * each;
    const ink = row.fate === null ? palette.text : palette.muted;
    const weight = row.pick ? 700 : 400;
    return [
      badge({ x: EDGE + 17, y: middle }, 16, row),
      label({ x: EDGE + 46, y: middle + 7 }, 20, ink, drawable(row.model, 26), { weight }),
      ...(row.chance === null
        ? [label({ x: 366, y: middle + 7 }, 19, palette.muted, drawable(row.fate ?? titles.notJudged, 25))]
        : [
            chanceBar({ x: 366, y: middle - 9 }, 160, 18, row.chance, row.pick),
            label({ x: WIDTH - EDGE, y: middle + 7 }, 20, palette.text, chanceWords(row.chance), {
              anchor: 'end',
              weight,
            }),
          ]),
    ].join('');
  };
  const height = HEADING + rows.length * each + 14;
  return {
    parts: [
      heading({ x: EDGE, y: top + 18 }, titles.chances),
      ...rows.map(line),
      element('line', {
        x1: EDGE,
        x2: WIDTH - EDGE,
        y1: top + height - 8,
        y2: top + height - 8,
        stroke: palette.line,
      }),
    ],
    height: height + 6,
  };
}

function crossTable(drawing: TournamentDrawing, top: number, beside: boolean): Block {
  const { rows } = drawing;
  // A candidate that took no part has a row if the row can say why, but never a column.
  const columns = rows.flatMap((row, place) => (row.fate === null ? [place] : []));
  const lines = beside ? rows.map((_, place) => place) : columns;
  const left = EDGE + (beside ? 212 : 44);
  const cell = Math.min(110, (WIDTH - EDGE - left) / Math.max(1, columns.length));
  const each = beside ? 56 : Math.min(cell, 56);
  const first = top + HEADING + 32;
  const number = (place: number) => rows[place] ?? { number: '?', pick: false };
  const parts = [
    heading({ x: EDGE, y: top + 18 }, beside ? drawing.titles.bestFirst : drawing.titles.met),
    label({ x: left + 4, y: top + 18 }, 19, palette.muted, beside ? drawing.titles.rows : ''),
    ...columns.map((place, at) =>
      badge({ x: left + (at + 0.5) * cell, y: top + HEADING + 12 }, Math.min(15, cell / 2 - 2), number(place)),
    ),
    ...lines.flatMap((place, line) => {
      const y = first + line * each;
      return [
        beside
          ? named(rows[place] as Row, drawing.titles.notJudged, y, each)
          : badge({ x: EDGE + 17, y: y + each / 2 }, 15, number(place)),
        ...(rows[place]?.fate === null
          ? columns.map((other, at) =>
              crossCell(
                { x: left + at * cell, y },
                cell,
                each,
                place === other ? 'self' : fared(drawing, place, other),
              ),
            )
          : []),
      ];
    }),
  ];
  return { parts, height: HEADING + 32 + lines.length * each };
}

/** A row's head: number, model, and how likely it is the best. */
function named(row: Row, notJudged: string, top: number, height: number): string {
  const x = EDGE + 44;
  const middle = top + height / 2;
  const fate = row.chance === null ? (row.fate ?? notJudged) : null;
  return [
    badge({ x: EDGE + 17, y: middle }, 17, row),
    label({ x, y: middle - 4 }, 18, fate === null ? palette.text : palette.muted, drawable(row.model, 16), {
      weight: row.pick ? 700 : 400,
    }),
    row.chance === null
      ? label({ x, y: middle + 19 }, 17, palette.muted, drawable(fate ?? '', 50))
      : chanceBar({ x, y: middle + 8 }, 96, 10, row.chance, row.pick) +
        label({ x: x + 106, y: middle + 19 }, 17, palette.text, chanceWords(row.chance), {
          weight: row.pick ? 700 : 400,
        }),
  ].join('');
}

function fared({ matches }: TournamentDrawing, place: number, other: number): Fared | null {
  const match = matches.find(({ a, b }) => (a === place && b === other) || (a === other && b === place));
  if (!match) return null;
  const [wins, losses] = match.a === place ? [match.winsA, match.winsB] : [match.winsB, match.winsA];
  return { wins, losses, invalid: match.invalid };
}
