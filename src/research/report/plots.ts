import type { Figure } from '../../agreement/statistic.ts';
import { drawIntervals, type IntervalRow } from '../charts/intervals.ts';
import { drawRanges, type RangePoint } from '../charts/ranges.ts';
import { percent, plot } from './html.ts';

// The page's own variables, so that a plot follows the page into the dark and onto paper.
const colours = { ground: 'transparent', text: 'var(--ink)', muted: 'var(--muted)', line: 'var(--line)' };
const fills = { judge: 'var(--judge)', people: 'var(--people)', part: 'var(--part)' };
const FONT = 'Inter, system-ui, sans-serif';
const WIDTH = 760;

export interface Bar {
  label: string;
  figure: Figure;
  unit: string;
  kind: IntervalRow['kind'];
}

/** Shares with intervals, one below the other; '' where there is not enough for one. */
export function intervalPlot(title: string, bars: readonly Bar[]): string {
  const rows = bars.flatMap(({ label, figure: { value, low, high, n }, unit, kind }) =>
    value === null ? [] : [{ label, value, low, high, note: `${n.toLocaleString('en-GB')} ${unit}`, kind }],
  );
  if (rows.length === 0) return '';
  const alt = `${title}: ${rows.map(({ label, value }) => `${label} ${percent(value)}`).join(', ')}.`;
  return plot(
    drawIntervals(rows, { width: WIDTH, rowHeight: 48, fontSize: 15, font: FONT, labelLength: 27, colours, fills }),
    alt,
  );
}

/** Shares with intervals along an axis; '' where there is not enough for one. */
export function rangePlot(title: string, xTitle: string, points: readonly (Figure & { x: string | number })[]): string {
  const known = points.flatMap(({ x, value, low, high }): RangePoint[] =>
    value === null ? [] : [{ x, value, low, high }],
  );
  if (known.length === 0) return '';
  const place = (x: string | number) => (typeof x === 'number' ? percent(x) : x);
  const alt = `${title}: ${known.map(({ x, value }) => `${place(x)} → ${percent(value)}`).join(', ')}.`;
  const svg = drawRanges(known, {
    width: WIDTH,
    height: 340,
    ink: colours.text,
    muted: colours.muted,
    line: colours.line,
    mark: fills.judge,
    font: FONT,
    xTitle,
  });
  return plot(svg, alt);
}
