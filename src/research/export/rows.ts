import type { Ask } from '../../../db/repo/asks.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import type { readVotePage } from '../../../db/repo/research-rows.ts';
import type { ShadowComparison } from '../../../db/repo/shadow-comparisons.ts';
import { exportId, publicModel } from './ids.ts';
import type { RowOf, tables } from './tables.ts';

type Tables = typeof tables;
type VotePlace = Awaited<ReturnType<typeof readVotePage>>[number];

// What is named here leaves the house; what is not stays: no Discord id, no token, no error text, no note for moderators.

export const askRow = (ask: Ask, key: string): RowOf<Tables['asks']> => ({
  ask_id: ask.id,
  asker_id: exportId(key, 'person', ask.askerHash),
  server_id: ask.guildId === null ? null : exportId(key, 'server', ask.guildId),
  created_at: ask.createdAt,
  picked_at: ask.pickedAt,
  closed_at: ask.closedAt,
  prompt: ask.prompt,
  file_text: ask.fileText,
  source: ask.source,
  parent_id: ask.parentId,
  candidates_wanted: ask.n,
  effort: ask.effort,
  voting: ask.voting,
  tournament: ask.settings.tournament,
  judge_model: publicModel(ask.settings.judgeModel),
  judge_model_strong: ask.settings.judgeModelStrong === null ? null : publicModel(ask.settings.judgeModelStrong),
  state: ask.state,
  pick: ask.pick,
  judged: ask.judged,
  cut_short: ask.cutShort,
  p_best: ask.pBest,
  simulated: ask.settings.simulated ?? false,
});

export const candidateRow = (candidate: Candidate): RowOf<Tables['candidates']> => ({
  ask_id: candidate.askId,
  slot: candidate.slot,
  model: publicModel(candidate.model),
  temperature: candidate.temperature,
  style: candidate.style,
  state: candidate.state,
  text: candidate.text,
  duplicate_of: candidate.duplicateOf,
  stop_reason: candidate.stopReason,
  input_tokens: candidate.inputTokens,
  output_tokens: candidate.outputTokens,
  reasoning_tokens: candidate.reasoningTokens,
  cost_usd: candidate.costUsd,
  latency_ms: candidate.latencyMs,
  first_token_ms: candidate.firstTokenMs,
  created_at: candidate.createdAt,
  finished_at: candidate.finishedAt,
});

const judgement = (row: ComparisonRow | ShadowComparison) => ({
  ask_id: row.askId,
  number: row.number,
  verdict: row.verdict,
  invalid_reason: row.invalidReason,
  conflict: row.conflict,
  forced: row.forced,
  model: publicModel(row.model),
  format: row.format,
  format_version: row.formatVersion,
  temperature: row.params.temperature ?? null,
  top_p: row.params.topP ?? null,
  thinking_tokens: row.params.thinkingTokens ?? null,
  reasoning: row.reasoning,
  answer: row.answer,
  input_tokens: row.inputTokens,
  output_tokens: row.outputTokens,
  reasoning_tokens: row.reasoningTokens,
  cost_usd: row.costUsd,
  latency_ms: row.latencyMs,
  created_at: row.createdAt,
});

export const comparisonRow = (comparison: ComparisonRow): RowOf<Tables['comparisons']> => ({
  ...judgement(comparison),
  first: comparison.first,
  second: comparison.second,
  tier: comparison.tier,
  sample: comparison.sample,
});

export const shadowRow = (shadow: ShadowComparison): RowOf<Tables['shadow_comparisons']> => ({
  ...judgement(shadow),
  judge: publicModel(shadow.judge),
});

export const voteRow = (place: VotePlace, personId: (person: string) => string): RowOf<Tables['votes']> => ({
  vote_id: place.vote.id,
  ask_id: place.askId,
  ballot_id: place.vote.ballotId,
  voter_id: personId(place.vote.voterHash),
  voting: place.kind,
  shown: place.shown,
  opponent_policy: place.opponentPolicy,
  opponent_probability: place.opponentProbability,
  choice: place.vote.choice,
  slot: place.vote.slot,
  chose_pick: place.vote.slot === null ? null : place.vote.slot === place.pick,
  position: place.vote.position,
  blind: place.vote.blind,
  flags: place.vote.flags,
  current: place.vote.current,
  reasons: place.vote.reasons,
  reason_text: place.vote.reasonText,
  created_at: place.vote.createdAt,
});
