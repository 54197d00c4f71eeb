import type { Figure } from '../../agreement/statistic.ts';
import { drawIntervals, type IntervalRow } from '../../charts/intervals.ts';
import { drawRanges, type RangePoint } from '../../charts/ranges.ts';
import { percent, plot } from './html.ts';

// The page's own variables, so that a plot follows the page into the dark and onto paper.
const colours = { ground: 'transparent', text: 'var(--ink)', muted: 'var(--muted)', line: 'var(--line)' };
const fills = { judge: 'var(--judge)', people: 'var(--people)', part: 'var(--part)' };
const FONT = 'Inter, system-ui, sans-serif';

/** Drawn twice: scaled down, the letters of a wide plot could not be read on a phone. */
const WIDE = { width: 760, rowHeight: 48, fontSize: 15, labelLength: 27, height: 340 };
const NARROW = { width: 350, rowHeight: 44, fontSize: 11, labelLength: 26, height: 260 };
const inBoth = (draw: (size: typeof WIDE) => string, alt: string) => plot(draw(WIDE), draw(NARROW), alt);

/** A model without its vendor, owner and place, which leave no room for its name; whole where two would be called the same. */
function shortened(labels: readonly string[]): readonly string[] {
  const short = labels.map((label) => label.replace(/^\w+:(?:\S*\/)?([^\s/@]+)(?:@\S*)?$/, '$1'));
  return new Set(short).size === short.length ? short : labels;
}

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
  const names = shortened(rows.map(({ label }) => label));
  const drawn = rows.map((row, i) => ({ ...row, label: names[i] ?? row.label }));
  return inBoth((size) => drawIntervals(drawn, { ...size, font: FONT, colours, fills }), alt);
}

/** Shares with intervals along an axis; '' where there is not enough for one. */
export function rangePlot(
  title: string,
  xTitle: string,
  yTitle: string,
  points: readonly (Figure & { x: string | number })[],
): string {
  const known = points.flatMap(({ x, value, low, high }): RangePoint[] =>
    value === null ? [] : [{ x, value, low, high }],
  );
  if (known.length === 0) return '';
  const place = (x: string | number) => (typeof x === 'number' ? percent(x) : x);
  const alt = `${title}: ${known.map(({ x, value }) => `${place(x)} → ${percent(value)}`).join(', ')}.`;
  const style = { ink: colours.text, muted: colours.muted, line: colours.line, mark: fills.judge, font: FONT };
  return inBoth(({ width, height }) => drawRanges(known, { width, height, ...style, xTitle, yTitle }), alt);
}
