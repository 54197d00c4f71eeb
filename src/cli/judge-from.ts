import { loadEnvFile, readJudgeConfig } from '../config.ts';
import type { Judge } from '../judge/judge.ts';
import { openJury } from '../judge/jury.ts';
import { openJudge } from '../judge/open-judge.ts';
import type { RulesByVersion } from '../judge/rules.ts';
import { rulesVersionsIn, withoutRules } from '../model-name.ts';
import { openModels } from '../models/open-models.ts';
import { SaidError } from '../said-error.ts';
import type { JudgeFlags } from './judge-options.ts';

/**
 * Opens the judge, or the jury, that the flags and the environment name.
 * @param rules those of the versions that the name tells of; absent: none are at hand
 * @throws {ConfigError} when settings are missing or wrong
 */
export function judgeFrom({ model }: Pick<JudgeFlags, 'model'>, rules?: RulesByVersion): Judge {
  loadEnvFile();
  const config = readJudgeConfig(model === undefined ? undefined : withoutRules(model));
  const isGivenRules = model !== undefined && rulesVersionsIn(model).length > 0;
  const openModel = openModels({
    anthropicApiKey: config.ANTHROPIC_API_KEY,
    anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
    hfToken: config.HF_TOKEN,
    serverKey: config.MODEL_SERVER_KEY,
    policy: { concurrency: config.MODEL_CONCURRENCY, firstTokenMs: config.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });
  return openJury(isGivenRules ? model : config.JUDGE_MODEL, (model) =>
    openJudge({
      model,
      strongModel: config.JUDGE_MODEL_STRONG,
      format: config.JUDGE_FORMAT,
      rubricModel: config.JUDGE_RUBRIC_MODEL,
      rules,
      contextTokens: config.JUDGE_CONTEXT_TOKENS,
      openModel,
    }),
  );
}

/**
 * Opens one judge, for what measures a single one.
 * @throws {ConfigError} when settings are missing or wrong
 * @throws {SaidError} for a jury
 */
export function oneJudgeFrom(flags: Required<Pick<JudgeFlags, 'model'>>, rules?: RulesByVersion): Judge {
  const judge = judgeFrom(flags, rules);
  if (judge.jury) throw new SaidError('A jury cannot be measured as one judge here: run this for each of its judges.');
  return judge;
}
