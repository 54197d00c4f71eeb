import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, setWaitingFor } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import type { Judge, Judgement } from '../judge/judge.ts';
import { isWaking, ModelError } from '../models/model-error.ts';
import type { NextComparison } from '../tournament/tournament.ts';
import type { RunDeps } from './run.ts';
import type { AskMeter } from './spending/ask-meter.ts';

/** One comparison to be made. */
export interface Pairing {
  ask: Ask;
  /** What the replies answer: the question, with the conversation before it. */
  query: string;
  number: number;
  next: NextComparison;
  sample: number;
  candidates: readonly Candidate[];
  judge: Judge;
  meter: AskMeter;
  signal: AbortSignal;
}

/**
 * Pause before asking a judge that is starting up again. The retries within one call have pauses of their
 * own.
 */
const WAKING_PAUSE_MS = 5000;

/**
 * Has one comparison judged and stores it. A judge that is starting up (HTTP 503) is retried for as long as
 * the ask has time, and the screen says so. A judge that cannot be reached makes the comparison `invalid`. An
 * aborted call writes nothing.
 *
 * @returns false when the ask cannot afford the call; nothing is written then.
 * @throws what kept the call from being recorded, and every error that is not a `ModelError`.
 */
export async function judgePair(pairing: Pairing, deps: RunDeps): Promise<boolean> {
  const { ask, query, number, next, sample, judge, meter, signal } = pairing;
  const text = (slot: number) => pairing.candidates.find((candidate) => candidate.slot === slot)?.text ?? '';
  const { effort } = ask;
  const question = {
    prompt: query,
    first: text(next.first),
    second: text(next.second),
    effort,
    tier: next.tier,
    sample,
  };
  const startedAt = deps.now();
  let judgement: Judgement | null = null;
  let waited = ask.waitingFor !== null;
  while (!judgement) {
    try {
      judgement = await judge.compare(question, signal, meter.of('comparison'));
    } catch (error) {
      meter.check();
      if (signal.aborted) return true;
      if (!(error instanceof ModelError)) throw error;
      if (error.code === 'over-budget') return false;
      // The ask is no longer this worker's.
      if (error.code === 'aborted') return true;
      deps.log.warn({ askId: ask.id, number, model: judge.model, error }, 'the judge could not be asked');
      if (isWaking(error)) {
        waited = true;
        if (await setWaitingFor(deps.database.db, ask.id, 'judge')) deps.progress(ask.id);
        await pause(deps.wakingPauseMs ?? WAKING_PAUSE_MS, signal);
        if (signal.aborted) return true;
      } else {
        judgement = unavailable(judge.model, error, deps.now().getTime() - startedAt.getTime());
      }
    }
  }
  const { usage, notes, latencyMs, ...rest } = judgement;
  await insertComparison(
    deps.database.db,
    {
      ...rest,
      askId: ask.id,
      number,
      first: next.first,
      second: next.second,
      tier: next.tier,
      sample,
      notes: [...notes],
      ...usage,
      latencyMs: Math.round(latencyMs),
      createdAt: deps.now(),
    },
    ask.takenUp,
  );
  if (waited) await setWaitingFor(deps.database.db, ask.id, null);
  deps.progress(ask.id);
  return true;
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});

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
    format: 'none',
    formatVersion: 0,
    params: {},
    usage: { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: null },
    latencyMs,
  };
}
