import { drawReliability } from './reliability-picture.ts';
import type { Line } from './runs.ts';
import { type Drawn, table } from './table.ts';

/** Asks whose stated chance lies in one range: what was stated on average, and how often it came true. */
export interface Bin {
  asks: number;
  stated: number;
  true: number;
}
interface Measured {
  n: number;
  scenario: string;
  rule: string;
  brier: number;
  /** By twentieths of the stated chance. */
  reliability: Bin[];
}
export interface Curve {
  name: string;
  bins: Bin[];
}

const BINS = 20;
const EFFORTS = ['adaptive quick', 'adaptive standard', 'adaptive deep'];
/** From which twentieth to which a word is said (`src/discord/view/words.ts`). */
const WORDS = { 'fairly sure': [14, 20], likely: [11, 14], 'a close call': [0, 11] } as const;

const pool = (bins: readonly Bin[]): Bin => {
  const asks = bins.reduce((sum, bin) => sum + bin.asks, 0);
  const mean = (of: (bin: Bin) => number) =>
    asks === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.asks * of(bin), 0) / asks;
  return { asks, stated: mean(({ stated }) => stated), true: mean((bin) => bin.true) };
};

/**
 * What the adaptive tournament states of its picks against what came true, pooled over the three efforts; and
 * what each word means.
 */
export function confidence(lines: readonly Line[]): Drawn {
  const measured = (lines as unknown as Measured[]).filter(({ rule }) => EFFORTS.includes(rule));
  const groups = [...Map.groupBy(measured, ({ n, scenario }) => `n = ${n}, ${scenario}`)].sort(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const curves = groups.map(([name, group]) => ({
    name,
    bins: Array.from({ length: BINS }, (_, i) => pool(group.flatMap(({ reliability }) => reliability[i] ?? []))),
    brier: pool(group.map(({ reliability, brier }) => ({ ...pool(reliability), true: brier }))).true,
  }));
  const rows = curves.map(({ name, bins, brier }) => {
    const all = pool(bins);
    const error = bins.reduce((sum, bin) => sum + (bin.asks / all.asks) * Math.abs(bin.stated - bin.true), 0);
    return [
      ...[name, all.asks, all.stated.toFixed(2), all.true.toFixed(2), brier.toFixed(3), error.toFixed(3)],
      ...Object.values(WORDS).map(([from, to]) => said(pool(bins.slice(from, to)), all.asks)),
    ];
  });
  const headings = ['scenario', 'asks', 'stated', 'true', 'Brier', 'calibration error'];
  return {
    table: table([...headings, ...Object.keys(WORDS).map((word) => `“${word}” true (of asks)`)], rows),
    svg: drawReliability(curves),
  };
}

const said = (bin: Bin, all: number) =>
  bin.asks === 0 ? null : `${bin.true.toFixed(2)} (${Math.round((100 * bin.asks) / all)} %)`;
