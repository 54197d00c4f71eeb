import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadEnvFile, readJudgeConfig } from '../config.ts';
import type { Judge } from '../judge/judge.ts';
import { openJudge } from '../judge/open-judge.ts';
import { openModels } from '../models/open-models.ts';
import type { Effort } from '../tournament/tournament.ts';

export interface JudgeFlags {
  in: string;
  out: string;
  model?: string;
  effort: Effort;
  concurrency: number;
  wait: number;
}

export const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };

/** What every command that judges files can be told. */
export const withJudgeOptions = (command: Command): Command =>
  command
    .requiredOption('--in <file>', 'rows to judge, JSON lines')
    .requiredOption('--out <file>', 'where results go, JSON lines; rows that are there already are not judged again')
    .option('--model <name>', 'the judge; JUDGE_MODEL if it is not given')
    .addOption(
      new Option('--effort <effort>', 'how long the judge may think')
        .choices(['quick', 'standard', 'deep'])
        .default('standard'),
    )
    .option('--concurrency <n>', 'rows judged at once', wholeNumber(1, 256), 8)
    .option(
      '--wait <minutes>',
      'how long to wait for a judge that is being started (HTTP 503)',
      wholeNumber(0, 1440),
      10,
    );

/** The judge that the flags and the environment name. @throws {ConfigError} */
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
