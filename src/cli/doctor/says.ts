/** Whether `theirs` says all that `ours` says. What is false, null or empty says nothing: Discord leaves it out, or puts it in. */
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
