import { FONT, palette } from './palette.ts';
import { element, escaped } from './svg.ts';

export interface Point {
  x: number;
  y: number;
}

/** Text in the pictures' font. `y` is the baseline. */
export const label = (
  { x, y }: Point,
  size: number,
  fill: string,
  words: string,
  more: { anchor?: 'middle' | 'end'; weight?: number } = {},
): string =>
  element(
    'text',
    { x, y, fill, 'font-family': FONT, 'font-size': size, 'font-weight': more.weight, 'text-anchor': more.anchor },
    escaped(words),
  );

/** The title of a part of a picture. */
export const heading = (at: Point, words: string): string => label(at, 21, palette.muted, words, { weight: 600 });

/** A candidate's number in a circle; the pick's is gold. */
export function badge({ x, y }: Point, radius: number, { number, pick }: { number: string; pick: boolean }): string {
  const size = radius * 1.15;
  return [
    element('circle', { cx: x, cy: y, r: radius, fill: pick ? palette.pick : palette.line }),
    label({ x, y: y + size * 0.36 }, size, pick ? palette.ground : palette.text, number, {
      anchor: 'middle',
      weight: 700,
    }),
  ].join('');
}

/** The probability that a candidate is the best, as a bar. Even a zero shows a little. */
export function chanceBar({ x, y }: Point, width: number, height: number, chance: number, pick: boolean): string {
  const filled = Math.max(height / 2, width * Math.min(1, Math.max(0, chance)));
  const box = { x, y, height, rx: height / 2 };
  return [
    element('rect', { ...box, width, fill: palette.panel }),
    element('rect', {
      ...box,
      width: filled,
      rx: Math.min(height, filled) / 2,
      fill: pick ? palette.pick : palette.muted,
    }),
  ].join('');
}

export const chanceWords = (chance: number): string => `${Math.round(chance * 100)} %`;
