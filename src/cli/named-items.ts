const MOST_NAMED = 8;

/** Names items in a sentence, the first few of many: "a, b and 3 more". */
export function namedItems(items: readonly string[]): string {
  const shown = items.slice(0, MOST_NAMED).map((item) => (item.length > 60 ? `${item.slice(0, 60)}…` : item));
  const more = items.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
