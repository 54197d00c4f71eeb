import { loadEnvFile, readJudgeConfig } from '../config.ts';
import type { Judge } from '../judge/judge.ts';
import { openJudge } from '../judge/open-judge.ts';
import { openModels } from '../models/open-models.ts';
import type { JudgeFlags } from './judge-options.ts';

/**
 * Opens the judge that the flags and the environment name.
 * @throws {ConfigError} when settings are missing or wrong
 */
export function judgeFrom(flags: Pick<JudgeFlags, 'model'>): Judge {
  loadEnvFile();
  const config = readJudgeConfig(flags.model);
  const openModel = openModels({
    anthropicApiKey: config.ANTHROPIC_API_KEY,
    anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
    hfToken: config.HF_TOKEN,
    serverKey: config.MODEL_SERVER_KEY,
    policy: { concurrency: config.MODEL_CONCURRENCY, firstTokenMs: config.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });
  return openJudge({
    model: config.JUDGE_MODEL,
    strongModel: config.JUDGE_MODEL_STRONG,
    format: config.JUDGE_FORMAT,
    contextTokens: config.JUDGE_CONTEXT_TOKENS,
    openModel,
  });
}
