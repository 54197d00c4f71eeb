import { readJson } from './bounded-body.ts';
import { fieldsOf } from './counts.ts';
import { keyNeededFor, parseModelName } from './names.ts';

const ANSWER_WITHIN_MS = 5000;
const ANSWER_BYTES = 1 << 20;

/**
 * Asks the hub which of these models no inference provider has loaded: the first call wakes one in minutes,
 * or is refused with 503. Only public facts are asked for, without a key.
 * Source: huggingface/hub-docs, docs/inference-providers/hub-api.md (`?expand[]=inference`).
 * @param names as settings have them; those that no provider runs are not asked about
 * @returns the cold ones; a model of which the hub does not answer is none of them
 */
export async function coldAmong(
  names: readonly string[],
  hub = 'https://huggingface.co',
): Promise<ReadonlySet<string>> {
  const provided = names.filter((name) => keyNeededFor(name) === 'HF_TOKEN');
  const warm = await Promise.all(provided.map((name) => isWarm(parseModelName(name).model, hub)));
  return new Set(provided.filter((_, i) => warm[i] === false));
}

/** @returns null where the hub does not answer */
async function isWarm(model: string, hub: string): Promise<boolean | null> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(`${hub}/api/models/${model}?expand[]=inference`, { signal, redirect: 'manual' });
    const body = fieldsOf(await readJson(response, ANSWER_BYTES));
    return response.ok && typeof body.id === 'string' ? body.inference === 'warm' : null;
  } catch {
    return null;
  }
}
