import { readConfig } from '../../config.ts';
import { suggestedCandidates, suggestedFor, suggestedJudges } from '../../models/suggested.ts';
import { SaidError } from '../../said-error.ts';
import type { Values } from './env-file.ts';
import { missingKeys } from './secrets.ts';

/**
 * Decides the values of .env without asking: the present values, then the given ones, then new keys, and a
 * suggested model if none is named and there is a key for it.
 * @throws {ConfigError} naming what is missing or wrong
 * @throws {SaidError} when a present value would change without `overwrite`
 */
export function unattended(before: Values, given: Values, overwrite: boolean): Values {
  const changed = Object.keys(given).filter((name) => before[name] !== undefined && before[name] !== given[name]);
  if (changed.length > 0 && !overwrite)
    throw new SaidError(
      `.env has other values of ${changed.join(', ')}. Nothing was changed. --overwrite replaces them, and keeps the old file beside the new one.`,
    );
  const known = { ...before, ...given };
  const candidates = known.CANDIDATE_MODELS ?? suggestedFor(suggestedCandidates, known);
  const judge = known.JUDGE_MODEL ?? suggestedFor(suggestedJudges, known);
  const values: Values = {
    ...known,
    ...(candidates ? { CANDIDATE_MODELS: candidates } : {}),
    ...(judge ? { JUDGE_MODEL: judge } : {}),
    ...missingKeys(known),
  };
  // After the random keys were added: nobody has to give those, so they must not be reported as missing.
  readConfig(values);
  return values;
}
