/** To two significant digits: a sum of tokens or money to the last digit belongs to one text only. */
export const coarse = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(2)));

/** A bound that a count lies below, a multiple of `step`: by the exact count of two exports one could see one person come or go. */
export const fewerThan = (count: number, step = 50): number => (Math.floor(count / step) + 1) * step;
