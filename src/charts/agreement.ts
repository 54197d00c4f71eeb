import { drawIntervals, type IntervalRow } from './intervals.ts';
import { FONT, palette } from './palette.ts';

/** `/agreement` as it is drawn. Shares from 0 to 1. */
export interface AgreementDrawing {
  rows: readonly IntervalRow[];
}

/** Shares with their intervals on one scale, for Discord. The first rectangle is the ground; echarts cannot round it. */
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
