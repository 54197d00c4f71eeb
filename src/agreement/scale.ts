/**
 * What labels are. `nominal`: names, which are alike or not. `ordinal`: numbers of which only the order
 * counts, such as stars. `interval`: numbers whose differences count.
 */
export const scales = ['nominal', 'ordinal', 'interval'] as const;
export type Scale = (typeof scales)[number];

/** More labels than that are no ratings, and a table of them by one another would fill the memory. */
export const MOST_RANKS = 100;

/** @returns null when a label is no finite number */
export function numberOf(label: string): number | null {
  const value = label.trim() === '' ? Number.NaN : Number(label);
  return Number.isFinite(value) ? value : null;
}

/** The value of each label, by its number. Labels that are no numbers are NaN. */
export const valuesOf = (labels: readonly string[]): number[] => labels.map((label) => numberOf(label) ?? Number.NaN);

/** The rank of each label from 0, by its number. */
export function ranksOf(labels: readonly string[]): number[] {
  const values = valuesOf(labels);
  const order = [...new Set(values)].sort((a, b) => a - b);
  return values.map((value) => order.indexOf(value));
}
