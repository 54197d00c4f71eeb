import { patiently } from '../../db/patiently.ts';
import { type Ask, setWaitingFor } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { noteShownEarly } from '../../db/repo/shown-early.ts';
import type { Turn } from '../judge/conversation.ts';
import type { Judge, Judgement } from '../judge/judge.ts';
import { jurorsModel } from '../judge/jury.ts';
import type { Rubrics } from '../judge/rubrics.ts';
import { whileWaking } from '../judge/while-waking.ts';
import { ModelError } from '../models/model-error.ts';
import type { Call } from '../tournament/drive.ts';
import type { RunDeps } from './run.ts';
import { drawEarly } from './shown-early.ts';
import type { AskMeter } from './spending/ask-meter.ts';

/** One comparison to be made. */
export interface Pairing {
  ask: Ask;
  /** What the replies answer: the question, with the conversation before it. */
  query: string;
  /** The same, turn by turn. */
  turns: readonly Turn[];
  call: Call;
  candidates: readonly Candidate[];
  judge: Judge;
  /** The rubrics of the ask's question. */
  rubrics: Rubrics;
  meter: AskMeter;
  /** Of the call, of the ask's end and of its deadline, whichever comes first. */
  signal: AbortSignal;
}

/**
 * Has one comparison judged and stores it. A judge that is starting up (HTTP 503) is retried for as long as
 * the ask has time; the screen says so, and shows one of the replies meanwhile. A judge that cannot be
 * reached makes the comparison `invalid`. An aborted call writes nothing.
 *
 * @returns false when the ask cannot afford the call; nothing is written then.
 * @throws what kept the call from being recorded, and every error that is not a `ModelError`.
 */
export async function judgePair(pairing: Pairing, deps: RunDeps): Promise<boolean> {
  const { ask, query, turns, call, judge, rubrics, meter, signal } = pairing;
  const { first, second, tier, sample, juror } = call;
  const text = (slot: number) => pairing.candidates.find((candidate) => candidate.slot === slot)?.text ?? '';
  const { effort } = ask;
  const texts = { prompt: query, turns, first: text(first), second: text(second) };
  const question = { ...texts, effort, tier, sample, juror, rubrics };
  const asked = jurorsModel(judge, juror);
  const startedAt = deps.now();
  const warn = (error: unknown) =>
    deps.log.warn({ askId: ask.id, number: call.id, model: asked, error }, 'the judge could not be asked');
  let judgement: Judgement;
  let waited = ask.waitingFor !== null;
  try {
    judgement = await whileWaking(() => judge.compare(question, signal, meter.of('comparison')), {
      async waits(error) {
        meter.check();
        warn(error);
        waited = true;
        const early = drawEarly(ask, pairing.candidates);
        if (early !== null) await noteShownEarly(deps.database.db, ask.id, early);
        if (await setWaitingFor(deps.database.db, ask.id, 'judge')) deps.progress(ask.id);
      },
      pauseMs: deps.wakingPauseMs,
      signal,
    });
  } catch (error) {
    meter.check();
    if (signal.aborted) return true;
    if (!(error instanceof ModelError)) throw error;
    if (error.code === 'over-budget') return false;
    // The ask is no longer this worker's.
    if (error.code === 'aborted') return true;
    warn(error);
    judgement = unavailable(asked, error, deps.now().getTime() - startedAt.getTime());
  }
  // The rubric has a row of its own.
  const { usage, notes, latencyMs, rubric: _, ...rest } = judgement;
  const comparison = {
    ...rest,
    askId: ask.id,
    number: call.id,
    first,
    second,
    tier,
    sample,
    notes: [...notes],
    ...usage,
    latencyMs: Math.round(latencyMs),
    createdAt: deps.now(),
  };
  await patiently(() => insertComparison(deps.database.db, comparison, ask.takenUp), signal);
  if (waited) await setWaitingFor(deps.database.db, ask.id, null);
  deps.progress(ask.id);
  return true;
}

function unavailable(model: string, error: ModelError, latencyMs: number): Judgement {
  return {
    verdict: 'invalid',
    invalidReason: 'unavailable',
    conflict: false,
    forced: false,
    reasoning: '',
    answer: '',
    notes: [`The judge could not be asked (${error.code}).`],
    model,
    answeredBy: null,
    format: 'none',
    formatVersion: 0,
    params: {},
    usage: { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: null },
    latencyMs,
  };
}
