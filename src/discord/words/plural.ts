/**
 * A count and its noun, such as "1 vote" or "3 votes". It fits languages with one singular and one plural
 * form.
 */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
