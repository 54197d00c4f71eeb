import { ModelError } from '../../../models/model-error.ts';
import { endpointCheck, modelCheck, readContentCheck } from '../../../safety/content-check.ts';
import { modelsOf } from '../ask-models.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import { modelRemedy } from '../model-words.ts';
import type { Patient } from '../patient.ts';

/** A sentence that any content check should allow. */
const HARMLESS = 'Good morning! The weather is fine today.';

/** Tries the content check. While it does not work, the bot shows nothing. */
export async function contentCheck({ config, calls, callMs }: Patient): Promise<Finding[]> {
  const name = 'content check';
  const spec = config && readContentCheck(config.CONTENT_CHECK);
  if (!config || !spec) return [];
  if (!calls) return [skipped(name, 'not asked (--no-calls)')];
  const check =
    spec.kind === 'endpoint'
      ? endpointCheck(spec.url, config.CONTENT_CHECK_KEY)
      : modelCheck(modelsOf(config, callMs)(spec.name));
  try {
    return [
      (await check.allows(HARMLESS, AbortSignal.timeout(callMs)))
        ? ok(name, 'works, and lets a harmless sentence through')
        : warning(
            name,
            'it refuses a harmless sentence: hardly anything will be shown',
            'Use another model or endpoint in CONTENT_CHECK.',
          ),
    ];
  } catch (error) {
    const remedy =
      error instanceof ModelError && spec.kind === 'model'
        ? modelRemedy(spec.name, 'CONTENT_CHECK', error)
        : 'Check the address in CONTENT_CHECK and CONTENT_CHECK_KEY, or set CONTENT_CHECK=off.';
    const why =
      error instanceof ModelError || /content check answered/.test(String(error))
        ? (error as Error).message
        : 'it cannot be reached';
    return [failure(name, `does not work, so nothing is shown: ${why}`, remedy)];
  }
}
