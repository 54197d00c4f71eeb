import { label } from './marks.ts';
import { palette } from './palette.ts';
import { drawable, element } from './svg.ts';

/** The data of the chart for `/leaderboard`. Shares are from 0 to 1. */
export interface LeaderboardDrawing {
  people: string;
  judge: string;
  /** Best first. */
  rows: readonly {
    model: string;
    /** The places that it may have, such as "1–3". */
    places: string;
    people: ShareRange;
    /** null: not enough data. */
    judge: ShareRange | null;
  }[];
}

export interface ShareRange {
  value: number;
  low: number;
  high: number;
}

const WIDTH = 640;
const EDGE = 24;
const HEAD = 58;
const ROW = 92;
const LEFT = 84;
const RIGHT = WIDTH - 92;

/** Draws each model's two shares with their ranges, people above and the judge below, on one scale. */
export function drawLeaderboard({ people, judge, rows }: LeaderboardDrawing): string {
  const height = HEAD + rows.length * ROW + 44;
  const bottom = HEAD + rows.length * ROW;
  const scale = [0, 0.5, 1].flatMap((share) => [
    element('line', {
      x1: at(share),
      x2: at(share),
      y1: HEAD - 6,
      y2: bottom,
      stroke: share === 0.5 ? palette.muted : palette.line,
      'stroke-dasharray': share === 0.5 ? '5 5' : undefined,
      opacity: 0.7,
    }),
    label({ x: at(share), y: bottom + 26 }, 17, palette.muted, `${share * 100} %`, { anchor: 'middle' }),
  ]);
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    element('rect', { width: WIDTH, height, rx: 18, fill: palette.ground }),
    ...legend(people, judge),
    ...scale,
    ...rows.flatMap((row, i) => drawRow(row, HEAD + i * ROW)),
  );
}

const at = (share: number) => LEFT + share * (RIGHT - LEFT);

/** Dot and square, because colours alone are not for everybody. */
const legend = (people: string, judge: string) => [
  element('circle', { cx: LEFT + 8, cy: 30, r: 9, fill: palette.people }),
  label({ x: LEFT + 26, y: 36 }, 19, palette.text, drawable(people, 18)),
  element('rect', { x: LEFT + 232, y: 22, width: 16, height: 16, fill: palette.pick }),
  label({ x: LEFT + 258, y: 36 }, 19, palette.text, drawable(judge, 18)),
];

function drawRow({ model, places, people, judge }: LeaderboardDrawing['rows'][number], top: number): string[] {
  return [
    label({ x: EDGE, y: top + 58 }, 23, palette.muted, places, { weight: 700 }),
    label({ x: LEFT, y: top + 26 }, 21, palette.text, drawable(model, 36), { weight: 600 }),
    ...range(people, top + 46, palette.people, 9),
    ...(judge ? range(judge, top + 72, palette.pick, 0) : []),
  ];
}

/** @param round the radius of the mark; 0 for a square one */
function range({ value, low, high }: ShareRange, y: number, fill: string, round: number): string[] {
  const x = at(value);
  return [
    element('rect', {
      x: at(low),
      y: y - 4,
      width: Math.max(2, at(high) - at(low)),
      height: 8,
      rx: 4,
      fill,
      opacity: 0.4,
    }),
    round > 0
      ? element('circle', { cx: x, cy: y, r: round, fill })
      : element('rect', { x: x - 7, y: y - 7, width: 14, height: 14, fill }),
    label({ x: RIGHT + 18, y: y + 6 }, 18, round > 0 ? palette.text : palette.muted, `${Math.round(value * 100)} %`, {
      weight: round > 0 ? 600 : 400,
    }),
  ];
}
