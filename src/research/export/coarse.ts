/** Rounds to two significant digits: an exact number of tokens or dollars can identify a single text. */
export const coarse = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(2)));

/**
 * An upper bound of a count, as a multiple of `step`. Exact counts in two exports would show one person come
 * or go.
 */
export const fewerThan = (count: number, step = 50): number => (Math.floor(count / step) + 1) * step;
