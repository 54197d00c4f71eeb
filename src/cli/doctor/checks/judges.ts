import type { Config } from '../../../config.ts';
import { formatNames } from '../../../judge/choose-format.ts';
import type { Judgement } from '../../../judge/judge.ts';
import { openJudge } from '../../../judge/open-judge.ts';
import { judgesIn } from '../../../model-name.ts';
import type { Model } from '../../../models/model.ts';
import { ModelError } from '../../../models/model-error.ts';
import { modelsOf } from '../ask-models.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import {
  CONTEXT_REMEDY,
  callWords,
  isUnread,
  modelRemedy,
  OTHER_MODEL_REMEDY,
  otherModelWords,
  UNREAD_REMEDY,
} from '../model-words.ts';
import type { Patient } from '../patient.ts';

/** A pair that every judge should decide correctly. */
const pair = {
  prompt: 'What is the capital of France?',
  first: 'The capital of France is Paris.',
  second: 'The capital of France is the Eiffel Tower.',
};

/** Asks every judge, and each of a jury, about one pair, in its own format and with the least effort. */
export async function judges({ config, calls, callMs }: Patient): Promise<Finding[]> {
  if (!config) return [skipped('judges', 'the configuration is not complete')];
  if (!calls) return [skipped('judges', 'not asked (--no-calls)')];
  const open = modelsOf(config, callMs);
  return Promise.all(named(config).map((one) => ask(one, config, open)));
}

interface Named {
  name: string;
  setting: 'JUDGE_MODEL' | 'JUDGE_MODEL_STRONG' | 'JUDGE_MODELS';
}

const named = (config: Config): Named[] => [
  ...judgesIn(config.JUDGE_MODEL).models.map((name) => ({ name, setting: 'JUDGE_MODEL' as const })),
  ...(config.JUDGE_MODEL_STRONG ? [{ name: config.JUDGE_MODEL_STRONG, setting: 'JUDGE_MODEL_STRONG' as const }] : []),
  ...config.JUDGE_MODELS.map((name) => ({ name, setting: 'JUDGE_MODELS' as const })),
];

async function ask({ name, setting }: Named, config: Config, openModel: (name: string) => Model): Promise<Finding> {
  const called = `${setting === 'JUDGE_MODEL_STRONG' ? 'strong judge' : 'judge'} ${name}`;
  const judge = openJudge({
    model: name,
    format: setting === 'JUDGE_MODEL' ? config.JUDGE_FORMAT : undefined,
    rubricModel: config.JUDGE_RUBRIC_MODEL,
    contextTokens: config.JUDGE_CONTEXT_TOKENS,
    openModel,
  });
  try {
    const judgement = await judge.compare({ ...pair, effort: 'quick', tier: 0, sample: 0 });
    const found = read(called, judgement, name);
    if (found.state !== 'ok') return found;
    const long = await judge.compare({ ...longPair, effort: 'quick', tier: 0, sample: 0 });
    // A server that counts the same for both counts nothing.
    const counts = (long.usage.inputTokens ?? 0) > (judgement.usage.inputTokens ?? 0);
    return long.invalidReason === 'prompt-cut' && counts ? promptCut(called, long) : found;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return failure(called, `${error.message}${error.serverSaid}`, modelRemedy(name, setting, error));
  }
}

/** Servers cut long prompts at the front and say nothing: the fact that decides stands there. */
const longPair = {
  prompt: `The password is "lighthouse". Answer with the password alone.\n\n${Array.from({ length: 600 }, (_, line) => `Line ${line} of a log that says nothing about it.`).join('\n')}`,
  first: 'lighthouse',
  second: 'I do not know it.',
};

const promptCut = (called: string, judgement: Judgement): Finding =>
  failure(called, `its server reads only a part of a long question: ${callWords(judgement)}`, CONTEXT_REMEDY);

function read(called: string, judgement: Judgement, name: string): Finding {
  const { verdict, invalidReason, format } = judgement;
  const other = otherModelWords(name, judgement.answeredBy);
  const took = `${callWords(judgement)}, format ${format}${other}`;
  if (invalidReason === 'prompt-cut') return promptCut(called, judgement);
  if (isUnread(judgement.usage))
    return failure(called, `its server read nothing of the question: ${took}`, UNREAD_REMEDY);
  if (verdict === 'first' && other !== '') return warning(called, `gave a verdict: ${took}`, OTHER_MODEL_REMEDY);
  if (verdict === 'first') return ok(called, `gave the right verdict: ${took}`);
  if (verdict === 'second')
    return warning(
      called,
      `gave a verdict, and the wrong one, on a pair that is easy: ${took}`,
      'Once may be chance. Try again; if it stays so, this model is not fit to judge, or JUDGE_FORMAT is not its format.',
    );
  if (invalidReason === 'truncated')
    return failure(
      called,
      `ran out of tokens before its verdict: ${took}`,
      'Is it a model that thinks briefly enough? Its server may cap the length of a reply (vLLM: --max-model-len); otherwise choose another judge.',
    );
  if (invalidReason === 'refused')
    return failure(called, `declined to judge: ${took}`, 'Choose another judge: this one will decline others as well.');
  if (invalidReason === 'no-rubric')
    return failure(
      called,
      `was not asked: what was written as its rubric is none: ${took}`,
      'Set JUDGE_RUBRIC_MODEL to a model that writes rubrics, such as OpenRubrics/RubricARM-8B-Rubric.',
    );
  return failure(
    called,
    `answered, but no verdict could be read: ${took}`,
    `Set JUDGE_FORMAT to the format that this model was trained on (${formatNames.filter((name) => name !== 'chat').join(', ')}), or to chat for any model that follows instructions.`,
  );
}
