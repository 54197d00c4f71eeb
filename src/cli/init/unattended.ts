import { readConfig } from '../../config.ts';
import { suggestedCandidates, suggestedFor, suggestedJudges } from '../../models/suggested.ts';
import { SaidError } from '../../said-error.ts';
import type { Values } from './env-file.ts';
import { missingKeys } from './secrets.ts';

/**
 * What is to stand in .env, without anybody to ask: what stands there, what is given on top of it, keys that are missing, and a model for a key
 * where none is named. @throws {ConfigError} naming what is missing or wrong
 * @throws {SaidError} where a value that stands there would change and may not
 */
export function unattended(before: Values, given: Values, overwrite: boolean): Values {
  const changed = Object.keys(given).filter((name) => before[name] !== undefined && before[name] !== given[name]);
  if (changed.length > 0 && !overwrite)
    throw new SaidError(
      `.env has other values of ${changed.join(', ')}. Nothing was changed. With --overwrite they are replaced; the old file is kept beside the new one.`,
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
  // The keys that nobody has to give are no reason to say that one is missing.
  readConfig(values);
  return values;
}
