const PERSON = /<@!?(\d{15,21})>/g;

/**
 * A text with `@member-1`, `@member-2` … where it mentions people: their Discord ids are neither to be kept nor to be sent to a model, which could
 * make nothing of them. Who is mentioned twice keeps the number.
 */
export function withoutIds(text: string): string {
  const ids: string[] = [];
  return text.replaceAll(PERSON, (_mention, id: string) => {
    if (!ids.includes(id)) ids.push(id);
    return `@member-${ids.indexOf(id) + 1}`;
  });
}
