import type { Ask } from '../../db/repo/asks.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import type { Judge, Judgement } from '../judge/judge.ts';
import { ModelError } from '../models/model-error.ts';
import type { NextComparison } from '../tournament/tournament.ts';
import type { RunDeps } from './run.ts';

export interface Pairing {
  ask: Ask;
  number: number;
  next: NextComparison;
  sample: number;
  candidates: readonly Candidate[];
  judge: Judge;
  signal: AbortSignal;
}

/** Has one comparison judged and keeps it. A judge that could not be asked makes it `invalid`; an aborted call writes nothing. */
export async function judgePair(pairing: Pairing, deps: RunDeps): Promise<void> {
  const { ask, number, next, sample, judge, signal } = pairing;
  const text = (slot: number) => pairing.candidates.find((candidate) => candidate.slot === slot)?.text ?? '';
  const startedAt = deps.now();
  let judgement: Judgement;
  try {
    judgement = await judge.compare(
      {
        prompt: ask.prompt,
        first: text(next.first),
        second: text(next.second),
        effort: ask.effort,
        tier: next.tier,
        sample,
      },
      signal,
    );
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ModelError)) throw error;
    deps.log.warn({ askId: ask.id, number, model: judge.model, error }, 'the judge could not be asked');
    judgement = unavailable(judge.model, error, deps.now().getTime() - startedAt.getTime());
  }
  const { usage, notes, latencyMs, ...rest } = judgement;
  await insertComparison(deps.database.db, {
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
  });
  deps.progress(ask.id);
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
    format: 'none',
    formatVersion: 0,
    params: {},
    usage: { inputTokens: 0, outputTokens: 0, reasoningTokens: null, costUsd: null },
    latencyMs,
  };
}
