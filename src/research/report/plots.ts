import type { Figure } from '../../agreement/statistic.ts';
import { drawIntervals, type IntervalRow } from '../../charts/intervals.ts';
import { drawRanges, type RangePoint } from '../../charts/ranges.ts';
import { type Html, percent, plot } from './html.ts';

// CSS variables of the page, so that a plot follows its dark theme and its print style.
const colours = { ground: 'transparent', text: 'var(--ink)', muted: 'var(--muted)', line: 'var(--line)' };
const fills = { judge: 'var(--judge)', people: 'var(--people)', part: 'var(--part)' };
const FONT = 'Inter, system-ui, sans-serif';

/** Each plot is drawn twice, because the letters of a wide one would be too small on a phone. */
const WIDE = { width: 760, rowHeight: 48, fontSize: 15, labelLength: 27, height: 340 };
const NARROW = { width: 350, rowHeight: 44, fontSize: 11, labelLength: 26, height: 260 };
const inBoth = (draw: (size: typeof WIDE) => string, alt: string) => plot(draw(WIDE), draw(NARROW), alt);

/** One row of an interval plot. */
export interface Bar {
  label: string;
  figure: Figure;
  unit: string;
  kind: IntervalRow['kind'];
}

/**
 * Plots shares with their intervals, one below the other.
 * @returns null when there is not enough data
 */
export function intervalPlot(title: string, bars: readonly Bar[]): Html | null {
  const rows = bars.flatMap(({ label, figure: { value, low, high, n }, unit, kind }) =>
    value === null ? [] : [{ label, value, low, high, note: `${n.toLocaleString('en-GB')} ${unit}`, kind }],
  );
  if (rows.length === 0) return null;
  const alt = `${title}: ${rows.map(({ label, value }) => `${label} ${percent(value)}`).join(', ')}.`;
  return inBoth((size) => drawIntervals(rows, { ...size, font: FONT, colours, fills }), alt);
}

/**
 * Plots shares with their intervals along an axis.
 * @returns null when there is not enough data
 */
export function rangePlot(
  title: string,
  xTitle: string,
  yTitle: string,
  points: readonly (Figure & { x: string | number })[],
): Html | null {
  const known = points.flatMap(({ x, value, low, high }): RangePoint[] =>
    value === null ? [] : [{ x, value, low, high }],
  );
  if (known.length === 0) return null;
  const place = (x: string | number) => (typeof x === 'number' ? percent(x) : x);
  const alt = `${title}: ${known.map(({ x, value }) => `${place(x)} → ${percent(value)}`).join(', ')}.`;
  const style = { ink: colours.text, muted: colours.muted, line: colours.line, mark: fills.judge, font: FONT };
  return inBoth(({ width, height }) => drawRanges(known, { width, height, ...style, xTitle, yTitle }), alt);
}
