import { label, type Point } from './marks.ts';
import { palette } from './palette.ts';
import { element } from './svg.ts';

/** One candidate's record against another. */
export interface Fared {
  wins: number;
  losses: number;
  invalid: number;
}

/** Draws one cell of a cross table. `fared` is null for a pair that never met. */
export function crossCell({ x, y }: Point, width: number, height: number, fared: Fared | 'self' | null): string {
  const gap = Math.min(3, width * 0.06);
  const box = { x: x + gap, y: y + gap, width: width - 2 * gap, height: height - 2 * gap, rx: 6 };
  if (fared === 'self') return '';
  if (fared === null) return element('rect', { ...box, fill: 'none', stroke: palette.panel, 'stroke-width': 1.5 });
  const { wins, losses, invalid } = fared;
  const undecided = wins + losses === 0;
  const size = Math.min(22, width * 0.38);
  return [
    element('rect', { ...box, fill: fillOf(fared) }),
    label(
      { x: x + width / 2, y: y + height / 2 + size * 0.36 },
      size,
      palette.text,
      undecided ? (invalid > 0 ? '?' : '·') : `${wins}–${losses}`,
      { anchor: 'middle', weight: 600 },
    ),
  ].join('');
}

/** A strong colour for a unanimous record, a pale one otherwise. */
function fillOf({ wins, losses }: Fared): string {
  if (wins === losses) return palette.even;
  if (wins > losses) return losses === 0 ? palette.won : palette.wonNarrowly;
  return wins === 0 ? palette.lost : palette.lostNarrowly;
}
