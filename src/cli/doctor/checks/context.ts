import { MAX_TOKENS } from '../../../candidates/write-candidate.ts';
import type { Config } from '../../../config.ts';
import { budgets } from '../../../judge/thought-budgets.ts';
import { judgesIn } from '../../../model-name.ts';
import { contextHeld } from '../../../models/context-held.ts';
import { givesScores } from '../../../reward.ts';
import { type Finding, ok, warning } from '../finding.ts';
import { CONTEXT_SWITCHES } from '../model-words.ts';
import type { Patient } from '../patient.ts';

const ANSWER_WITHIN_MS = 5000;
/** What stands beside a thought or an answer: instructions, a question, the verdict. */
const BESIDE = 2048;

/**
 * Asks the servers of judges and candidates how much they hold. Those that do not say are left out: the
 * judges' check asks a long question.
 */
export async function context({ config, calls, callMs }: Patient): Promise<Finding[]> {
  if (!config || !calls) return [];
  const keys = { hfToken: config.HF_TOKEN, serverKey: config.MODEL_SERVER_KEY };
  const judges = new Set([
    ...judgesIn(config.JUDGE_MODEL).models,
    ...(config.JUDGE_MODEL_STRONG ? [config.JUDGE_MODEL_STRONG] : []),
    ...(config.JUDGE_RUBRIC_MODEL ? [config.JUDGE_RUBRIC_MODEL] : []),
    ...config.JUDGE_MODELS,
  ]);
  const candidates = new Set(config.CANDIDATE_MODELS);
  const names = [...new Set([...judges, ...candidates])];
  const found = await Promise.all(
    names.map(async (name) => {
      const held = await contextHeld(name, keys, AbortSignal.timeout(Math.min(callMs, ANSWER_WITHIN_MS)));
      if (held === null) return [];
      return [
        ...(judges.has(name) ? [ofJudge(name, held, config)] : []),
        ...(candidates.has(name) ? [ofCandidate(name, held)] : []),
      ];
    }),
  );
  return found.flat();
}

const amount = (tokens: number) => `${tokens.toLocaleString('en')} tokens`;

function ofJudge(name: string, held: number, { JUDGE_MODEL, JUDGE_FORMAT, JUDGE_CONTEXT_TOKENS }: Config): Finding {
  const called = `context of judge ${name}`;
  const holds = `its server holds ${amount(held)}`;
  const needed = budgets.deep + BESIDE;
  // A reward model writes no thought.
  const writes = !givesScores(name, name === JUDGE_MODEL ? JUDGE_FORMAT : undefined);
  if (writes && held < needed)
    return warning(
      called,
      `${holds}, and the longest thought alone takes ${amount(budgets.deep)}`,
      `Start the server with ${amount(needed)} at least (${CONTEXT_SWITCHES}). Until then ask with less effort${JUDGE_CONTEXT_TOKENS > held ? `, and set JUDGE_CONTEXT_TOKENS=${held}` : ''}.`,
    );
  return JUDGE_CONTEXT_TOKENS > held
    ? warning(
        called,
        `${holds}, and JUDGE_CONTEXT_TOKENS is ${JUDGE_CONTEXT_TOKENS.toLocaleString('en')}: long questions are refused or cut`,
        `Set JUDGE_CONTEXT_TOKENS=${held}, or start the server with a longer context (${CONTEXT_SWITCHES}).`,
      )
    : ok(called, holds);
}

function ofCandidate(name: string, held: number): Finding {
  const called = `context of candidate ${name}`;
  const holds = `its server holds ${amount(held)}`;
  const needed = MAX_TOKENS + BESIDE;
  return held < needed
    ? warning(
        called,
        `${holds}, and an answer may take ${amount(MAX_TOKENS)}: vLLM refuses to begin one, others cut it`,
        `Start the server with ${amount(needed)} at least (${CONTEXT_SWITCHES}).`,
      )
    : ok(called, holds);
}
