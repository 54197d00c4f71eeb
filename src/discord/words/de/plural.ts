import { figuresWith } from '../plural.ts';

/** A whole number in German, such as 1.000. */
export const figure = figuresWith('.');

/** A count and its noun in German, such as "1 Stimme" or "1.000 Stimmen". */
export const plural = (count: number, one: string, many: string): string =>
  `${figure(count)} ${count === 1 ? one : many}`;
