/** "1 vote", "3 votes": a count and its noun; of the languages here each has one form for one and another for all else. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
