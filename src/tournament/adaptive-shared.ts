import type { Field } from './field.ts';
import type { TournamentState } from './tournament.ts';

/** What both versions of the adaptive rule do alike. A change here changes how stored asks replay. */

/**
 * Below 1.55 × (n − 1) comparisons, play a knockout: with so few calls it picks better (docs/tournament.md).
 */
export const TIGHT = 1.55;

export const isTight = ({ n, maxComparisons }: TournamentState): boolean =>
  maxComparisons !== undefined && maxComparisons < TIGHT * (n - 1);

/**
 * How many comparisons to keep in flight. While candidates are missing, those that are there get their share
 * of it.
 */
export function widthFor({ width }: TournamentState, { arrived, live }: Field): number {
  return Math.ceil(((width ?? Math.ceil(live.length / 2)) * arrived.length) / live.length);
}

/** Stop when there are this many invalid verdicts per candidate, beyond the valid ones. */
const MOST_INVALID_A_CANDIDATE = 2;

export function isHopeless({ arrived, comparisons }: Field): boolean {
  const invalid = comparisons.filter(({ verdict }) => verdict === 'invalid').length;
  const valid = comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second').length;
  return invalid >= MOST_INVALID_A_CANDIDATE * arrived.length + valid;
}

/**
 * Orders candidates by strength. Equal ones keep the seed's order.
 * @param strengths by place
 */
export function byStrength(strengths: Float64Array, { arrived }: Field): number[] {
  const strength = (place: number) => Math.round(strengths[place]! * 1e9);
  const places = arrived.map((_, place) => place).sort((a, b) => strength(b) - strength(a) || a - b);
  return places.map((place) => arrived[place]!);
}
