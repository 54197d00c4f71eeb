import { drawIntervals, type IntervalRow } from './intervals.ts';
import { FONT, palette } from './palette.ts';

/** The data of the chart for `/agreement`. Shares are from 0 to 1. */
export interface AgreementDrawing {
  rows: readonly IntervalRow[];
}

/**
 * Draws shares with their intervals on one scale, as SVG. The first rectangle is the background. echarts
 * cannot give it rounded corners.
 */
export const drawAgreement = ({ rows }: AgreementDrawing): string =>
  drawIntervals(rows, {
    width: 640,
    rowHeight: 62,
    fontSize: 20,
    font: FONT,
    labelLength: 22,
    colours: { ground: palette.ground, text: palette.text, muted: palette.muted, line: palette.line },
    fills: { judge: palette.pick, people: palette.people, part: palette.muted },
  }).replace('<rect ', '<rect rx="18" ');
