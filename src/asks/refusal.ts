import type { ContentCheck } from '../safety/content-check.ts';

/** Why a text may not go further, in a word that the screen has a sentence for; null where it may. */
export type Refusal = 'content' | 'content-unchecked' | null;

/** A check that cannot be made counts as a refusal: whoever wants texts checked does not want them unchecked. */
export async function refusalOf(
  text: string,
  check: ContentCheck | null | undefined,
  signal: AbortSignal,
): Promise<Refusal> {
  if (!check) return null;
  try {
    return (await check.allows(text, signal)) ? null : 'content';
  } catch {
    return 'content-unchecked';
  }
}
