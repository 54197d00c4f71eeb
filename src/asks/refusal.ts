import type { Meter } from '../models/meter.ts';
import { ModelError } from '../models/model-error.ts';
import type { ContentCheck } from '../safety/content-check.ts';
import type { Failure } from '../terms.ts';

/** Why a text is blocked. `src/discord/words` holds the sentence for each. null: it may go further. */
export type Refusal = Extract<Failure, 'content' | 'content-unchecked' | 'over-budget'> | null;

/**
 * Runs the content check on a text. Fails closed: a check that cannot be made counts as a refusal, because
 * the operator wants every text checked.
 *
 * @returns null when the text passes, or no check is configured.
 */
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
