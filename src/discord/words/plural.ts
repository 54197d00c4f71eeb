/** Writes whole numbers with a sign between thousands. */
export const figuresWith =
  (sign: string) =>
  (value: number): string =>
    String(value).replace(/\B(?=(\d{3})+$)/g, sign);

/** A whole number in English, such as 1,000. */
export const figure = figuresWith(',');

/** A count and its noun in English, such as "1 vote" or "3 votes". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

/** The end of "the last day" and "the last 30 days". */
export const lastDays = (days: number): string => (days === 1 ? 'day' : plural(days, 'day'));
