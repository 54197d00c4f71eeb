import type { CustomSeriesRenderItem } from 'echarts';
import { echartsSvg } from './echarts-svg.ts';
import { drawable } from './svg.ts';

/** A share from 0 to 1 with its interval. `kind` chooses the colour. */
export interface IntervalRow {
  label: string;
  value: number;
  low: number | null;
  high: number | null;
  /** The number of observations, such as "60 votes". */
  note: string;
  kind: 'judge' | 'people' | 'part';
}

export interface IntervalStyle {
  width: number;
  rowHeight: number;
  fontSize: number;
  font: string;
  /** The most characters of a label. A longer one is cut. */
  labelLength: number;
  colours: { ground: string; text: string; muted: string; line: string };
  fills: Record<IntervalRow['kind'], string>;
}

/**
 * Draws shares with their intervals, one below the other, from 0 to 100 %. A dashed line marks one half:
 * chance.
 */
export function drawIntervals(rows: readonly IntervalRow[], style: IntervalStyle): string {
  const { width, rowHeight, fontSize, font, labelLength, colours } = style;
  const labels = Math.round(fontSize * labelLength * 0.56);
  const top = 14;
  const bottom = Math.round(fontSize * 2.1);
  return echartsSvg(width, top + rows.length * rowHeight + bottom, {
    backgroundColor: colours.ground,
    textStyle: { fontFamily: font },
    grid: { left: labels + 24, right: Math.round(fontSize * 4.2), top, bottom },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      // In a narrow chart more labels would touch.
      interval: width < 500 ? 0.5 : 0.25,
      axisLabel: { color: colours.muted, fontSize: fontSize * 0.85, formatter: (v: number) => `${v * 100} %` },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.5 } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((_, i) => i),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: {
        formatter: (_: string, i: number) =>
          `{name|${plain(rows[i]?.label ?? '', labelLength)}}\n{note|${plain(rows[i]?.note ?? '', labelLength)}}`,
        rich: {
          name: { color: colours.text, fontSize, fontWeight: 600, align: 'right', lineHeight: fontSize * 1.25 },
          note: { color: colours.muted, fontSize: fontSize * 0.8, align: 'right', lineHeight: fontSize * 1.1 },
        },
      },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        data: rows.map((row, i) => [row.value, i]),
        encode: { x: 0, y: 1 },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          data: [{ xAxis: 0.5 }],
          lineStyle: { color: colours.muted, type: 'dashed' },
        },
        renderItem: intervalMark(rows, style),
      },
    ],
  });
}

const intervalMark =
  (rows: readonly IntervalRow[], { fontSize, font, colours, fills }: IntervalStyle): CustomSeriesRenderItem =>
  ({ dataIndex }, api) => {
    const row = rows[dataIndex];
    if (!row) return null;
    const at = (share: number) => api.coord([share, dataIndex]) as [number, number];
    const [x, y] = at(row.value);
    const [low] = at(row.low ?? row.value);
    const [high] = at(row.high ?? row.value);
    const fill = fills[row.kind];
    const range = { x: low, y: y - 5, width: Math.max(1, high - low), height: 10, r: 5 };
    const words = {
      text: `${Math.round(row.value * 100)} %`,
      fill: colours.text,
      fontFamily: font,
      fontSize,
      fontWeight: 600,
      verticalAlign: 'middle' as const,
    };
    return {
      type: 'group',
      children: [
        { type: 'rect', shape: range, style: { fill, opacity: 0.4 } },
        { type: 'circle', shape: { cx: x, cy: y, r: fontSize * 0.42 }, style: { fill } },
        { type: 'text', x: at(1)[0] + fontSize * 0.42 + 8, y, style: words },
      ],
    };
  };

/** A label without braces and bars, which have a meaning in echarts' rich text. */
const plain = (words: string, max: number) => {
  const drawn = drawable(words, max).replace(/[{}|]/g, '·');
  // echarts uses the texts that it measured as keys of a plain object. `__proto__` would change the prototype
  // of all objects.
  return drawn in {} ? `${drawn} ` : drawn;
};
