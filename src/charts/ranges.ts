import type { CustomSeriesRenderItem } from 'echarts';
import { echartsSvg } from './echarts-svg.ts';

/** A share with its interval, at a place on the x axis. */
export interface RangePoint {
  /** The name of a week, or the predicted probability from 0 to 1. */
  x: string | number;
  value: number;
  low: number | null;
  high: number | null;
}

export interface RangeStyle {
  width: number;
  height: number;
  ink: string;
  muted: string;
  line: string;
  mark: string;
  font: string;
  xTitle: string;
  yTitle: string;
}

/**
 * Draws points over named places, or over probabilities, with the diagonal on which prediction and share are
 * equal.
 */
export function drawRanges(points: readonly RangePoint[], style: RangeStyle): string {
  const overShares = points.every(({ x }) => typeof x === 'number');
  const { width, height, ink, muted, line, mark, font, xTitle, yTitle } = style;
  const axis = {
    axisLabel: { color: muted, fontSize: 13, fontFamily: font },
    axisLine: { show: true, lineStyle: { color: line } },
    splitLine: { lineStyle: { color: line, opacity: 0.5 } },
    nameTextStyle: { color: muted, fontSize: 13, fontFamily: font },
  };
  const shares = {
    ...axis,
    type: 'value' as const,
    min: 0,
    max: 1,
    interval: 0.25,
    axisLabel: { ...axis.axisLabel, formatter: (v: number) => `${v * 100} %` },
  };
  return echartsSvg(width, height, {
    textStyle: { fontFamily: font, color: ink },
    grid: { left: 74, right: 26, top: 14, bottom: 56 },
    xAxis: {
      ...(overShares ? shares : { ...axis, type: 'category', data: points.map(({ x }) => x) }),
      name: xTitle,
      nameLocation: 'middle',
      nameGap: 34,
    },
    yAxis: { ...shares, name: yTitle, nameLocation: 'middle', nameGap: 52 },
    series: [
      {
        type: 'custom',
        silent: true,
        data: points.map(({ x, value }, i) => [overShares ? x : i, value]),
        renderItem: rangeMark(points, overShares, mark),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: muted, type: 'dashed' },
          data: overShares ? [[{ coord: [0, 0] }, { coord: [1, 1] }]] : [{ yAxis: 0.5 }],
        },
      },
    ],
  });
}

const rangeMark =
  (points: readonly RangePoint[], overShares: boolean, fill: string): CustomSeriesRenderItem =>
  ({ dataIndex }, api) => {
    const point = points[dataIndex];
    if (!point) return null;
    const at = (share: number) => api.coord([overShares ? point.x : dataIndex, share]) as [number, number];
    const [x, y] = at(point.value);
    const [, top] = at(point.high ?? point.value);
    const [, bottom] = at(point.low ?? point.value);
    const bar = { x: x - 4, y: top, width: 8, height: Math.max(1, bottom - top), r: 4 };
    const before = points[dataIndex - 1];
    const [fromX, fromY] = before && !overShares ? api.coord([dataIndex - 1, before.value]) : [x, y];
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: fromX ?? x, y1: fromY ?? y, x2: x, y2: y },
          style: { stroke: fill, lineWidth: 1.5 },
        },
        { type: 'rect', shape: bar, style: { fill, opacity: 0.35 } },
        { type: 'circle', shape: { cx: x, cy: y, r: 5 }, style: { fill } },
      ],
    };
  };
