import { type JudgePool, readJudgeConfig } from '../../config.ts';
import type { Judge } from '../../judge/judge.ts';
import { openJudge } from '../../judge/open-judge.ts';
import type { RulesByVersion } from '../../judge/rules.ts';
import type { Model } from '../../models/model.ts';
import { openModels } from '../../models/open-models.ts';
import { formatSetFor } from '../../settings/settings.ts';

/** Opens models by name: those of one search share their queues. */
export interface AlignModels {
  openModel: (name: string) => Model;
  openJudge: (name: string, rules: RulesByVersion) => Judge;
  /** Who writes rubrics for a judge that needs them. Absent: the judge itself. */
  rubricWriter?: string | undefined;
}

/** Models as the environment configures them. A judge has the format that it has on a server. */
export function modelsFrom(pool: JudgePool): AlignModels {
  const config = readJudgeConfig();
  const openModel = openModels({
    anthropicApiKey: config.ANTHROPIC_API_KEY,
    anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
    hfToken: config.HF_TOKEN,
    serverKey: config.MODEL_SERVER_KEY,
    policy: { concurrency: config.MODEL_CONCURRENCY, firstTokenMs: config.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });
  return {
    openModel,
    rubricWriter: config.JUDGE_RUBRIC_MODEL,
    openJudge: (model, rules) =>
      openJudge({
        ...{ model, rules, openModel },
        format: formatSetFor(pool, model),
        rubricModel: config.JUDGE_RUBRIC_MODEL,
        contextTokens: config.JUDGE_CONTEXT_TOKENS,
      }),
  };
}
