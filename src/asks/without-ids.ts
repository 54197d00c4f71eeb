const PERSON = /<@!?(\d{15,21})>/g;

/**
 * Replaces mentions of people by `@member-1`, `@member-2` …; the same person keeps the same number. Discord
 * ids must be neither stored nor sent to a model, and a model could not use them.
 */
export function withoutIds(text: string): string {
  const ids: string[] = [];
  return text.replaceAll(PERSON, (_mention, id: string) => {
    if (!ids.includes(id)) ids.push(id);
    return `@member-${ids.indexOf(id) + 1}`;
  });
}
