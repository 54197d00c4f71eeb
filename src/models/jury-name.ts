import { SaidError } from '../said-error.ts';
import { JURORS, type JuryRule, juryRules } from '../terms.ts';
import { withoutSecrets } from './address.ts';
import { parseModelName } from './names.ts';

/** Of a jury that is named without a rule. */
const DEFAULT_RULE: JuryRule = 'round-robin';

/**
 * Reads who judges: one model, or a jury of two or three, separated by commas, with its rule in front where
 * it is not the default: `escalate:hf:a,hf:b`.
 * @returns the name that asks keep: without spaces, and a jury's with its rule (`round-robin:hf:a,hf:b`)
 * @throws {SaidError} in words for people; what could be a key is not repeated in them
 */
export function parseJudges(text: string): string {
  const written = text.trim();
  const rule = juryRules.find((one) => written.startsWith(`${one}:`));
  const models = (rule ? written.slice(rule.length + 1) : written)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const model of models.length > 0 ? models : ['']) parseModelName(model);
  if (models.length === 1 && rule === undefined) return models[0]!;
  if (models.length < JURORS.least || models.length > JURORS.most)
    throw new SaidError(`A jury has ${JURORS.least} or ${JURORS.most} judges, not ${models.length}.`);
  const twice = models.find((model, at) => models.indexOf(model) !== at);
  if (twice) throw new SaidError(`The jury names ${withoutSecrets(twice)} twice.`);
  return `${rule ?? DEFAULT_RULE}:${models.join(',')}`;
}
