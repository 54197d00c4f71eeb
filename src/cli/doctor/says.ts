/**
 * Whether `theirs` has everything that `ours` has. false, null and empty values count as absent, because
 * Discord drops some of them and adds others.
 */
export function says(theirs: unknown, ours: unknown): boolean {
  if (isNothing(ours)) return true;
  if (Array.isArray(ours))
    return Array.isArray(theirs) && theirs.length === ours.length && ours.every((item, at) => says(theirs[at], item));
  if (typeof ours === 'object')
    return (
      typeof theirs === 'object' &&
      theirs !== null &&
      Object.entries(ours as object).every(([key, value]) => says((theirs as Record<string, unknown>)[key], value))
    );
  return theirs === ours;
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);
