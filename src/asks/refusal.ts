import type { Meter } from '../models/meter.ts';
import { ModelError } from '../models/model-error.ts';
import type { ContentCheck } from '../safety/content-check.ts';
import type { Failure } from '../terms.ts';

/** Why a text may not go further, in a word that the screen has a sentence for; null where it may. */
export type Refusal = Extract<Failure, 'content' | 'content-unchecked' | 'over-budget'> | null;

/** A check that cannot be made counts as a refusal: whoever wants texts checked does not want them unchecked. */
export async function refusalOf(
  text: string,
  check: ContentCheck | null | undefined,
  signal: AbortSignal,
  meter?: Meter,
): Promise<Refusal> {
  if (!check) return null;
  try {
    return (await check.allows(text, signal, meter)) ? null : 'content';
  } catch (error) {
    return error instanceof ModelError && error.code === 'over-budget' ? 'over-budget' : 'content-unchecked';
  }
}
