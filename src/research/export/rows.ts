import type { Ask } from '../../../db/repo/asks.ts';
import type { Candidate } from '../../../db/repo/candidates.ts';
import type { ChallengerComparison, ChallengerPick } from '../../../db/repo/challenger-comparisons.ts';
import type { ComparisonRow } from '../../../db/repo/comparisons.ts';
import type { readVotePage } from '../../../db/repo/research-rows.ts';
import type { ShadowComparison } from '../../../db/repo/shadow-comparisons.ts';
import { publicModel } from '../../model-name.ts';
import { coarse } from './coarse.ts';
import type { Codes } from './codes.ts';
import { dayName } from './publish.ts';
import type { RowOf, tables } from './tables.ts';

type Tables = typeof tables;
type VotePlace = Awaited<ReturnType<typeof readVotePage>>[number];

// An allowlist: only what is named here is exported. There is no Discord id, no id of ours, no time, no
// duration, no exact number of tokens, no error message and no note for moderators. Everybody can see the
// times of Discord's messages, to the millisecond, so a time would identify its message.

export const askRow = (ask: Ask, codes: Codes): RowOf<Tables['asks']> => ({
  ask_id: codes.ask(ask.id),
  server_id: ask.guildId === null ? null : codes.server(ask.guildId),
  day: dayName(ask.createdAt),
  prompt: ask.prompt,
  file_text: ask.fileText,
  source: ask.source,
  parent_id: ask.parentId === null ? null : codes.ask(ask.parentId),
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
  p_beats: ask.pBeats,
  simulated: ask.settings.simulated ?? false,
  seed_public: ask.seedIsPublic ?? false,
});

interface Spent {
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  costUsd: number | null;
}

/**
 * Tokens and cost. null once the texts are emptied: their length would tell readers of the channel which
 * question it was.
 */
const spent = (row: Spent, emptied: boolean) => ({
  input_tokens: emptied ? null : coarse(row.inputTokens),
  output_tokens: emptied ? null : coarse(row.outputTokens),
  reasoning_tokens: emptied ? null : coarse(row.reasoningTokens),
  cost_usd: emptied ? null : coarse(row.costUsd),
});

/** A row of an ask. */
interface OfAsk<T> {
  row: T;
  /** Whether the ask's texts are emptied. */
  emptied: boolean;
  /** Whether its people are simulated. */
  simulated: boolean;
}

export const candidateRow = (
  { row, emptied, simulated }: OfAsk<Candidate>,
  codes: Codes,
): RowOf<Tables['candidates']> => ({
  ask_id: codes.ask(row.askId),
  slot: row.slot,
  model: publicModel(row.model),
  answered_by: row.answeredBy,
  temperature: row.temperature,
  style: row.style,
  state: row.state,
  text: row.text,
  duplicate_of: row.duplicateOf,
  stop_reason: row.stopReason,
  ...spent(row, emptied),
  simulated,
});

const judgement = (
  { row, emptied, simulated }: OfAsk<ComparisonRow | ShadowComparison | ChallengerComparison>,
  codes: Codes,
) => ({
  ask_id: codes.ask(row.askId),
  number: row.number,
  verdict: row.verdict,
  invalid_reason: row.invalidReason,
  conflict: row.conflict,
  forced: row.forced,
  model: publicModel(row.model),
  answered_by: row.answeredBy,
  format: row.format,
  format_version: row.formatVersion,
  temperature: row.params.temperature ?? null,
  top_p: row.params.topP ?? null,
  thinking_tokens: row.params.thinkingTokens ?? null,
  reasoning: row.reasoning,
  answer: row.answer,
  ...spent(row, emptied),
  simulated,
});

export const comparisonRow = (from: OfAsk<ComparisonRow>, codes: Codes): RowOf<Tables['comparisons']> => ({
  ...judgement(from, codes),
  first: from.row.first,
  second: from.row.second,
  tier: from.row.tier,
  sample: from.row.sample,
});

export const shadowRow = (from: OfAsk<ShadowComparison>, codes: Codes): RowOf<Tables['shadow_comparisons']> => ({
  ...judgement(from, codes),
  judge: publicModel(from.row.judge),
});

export const challengerRow = (
  from: OfAsk<ChallengerComparison>,
  codes: Codes,
): RowOf<Tables['challenger_comparisons']> => ({
  ...judgement(from, codes),
  judge: publicModel(from.row.judge),
  first: from.row.first,
  second: from.row.second,
  tier: from.row.tier,
  sample: from.row.sample,
});

export const challengerPickRow = (
  { row, simulated }: Omit<OfAsk<ChallengerPick>, 'emptied'>,
  codes: Codes,
): RowOf<Tables['challenger_picks']> => ({
  ask_id: codes.ask(row.askId),
  judge: publicModel(row.judge),
  pick: row.pick,
  standings: row.standings,
  simulated,
});

/**
 * Flags about a voter's other votes. They are so rare that they could link one person's votes across asks.
 */
const acrossAsks = new Set(['over-cap', 'one-sided']);

export const voteRow = (place: VotePlace, codes: Codes, linked: boolean): RowOf<Tables['votes']> => ({
  vote_id: codes.vote(place.vote.id),
  ask_id: codes.ask(place.askId),
  voter_id: codes.voter(place.askId, place.vote.voterHash),
  voting: place.kind,
  shown: place.shown,
  opponent_policy: place.opponentPolicy,
  opponent_probability: place.opponentProbability,
  choice: place.vote.choice,
  slot: place.vote.slot,
  chose_pick: place.vote.slot === null ? null : place.vote.slot === place.pick,
  position: place.vote.position,
  blind: place.vote.blind && !place.seedIsPublic,
  flags: place.vote.flags.filter((flag) => linked || !acrossAsks.has(flag)),
  current: place.vote.current,
  counts: place.counts,
  reasons: place.vote.reasons,
  reason_text: place.vote.reasonText,
  simulated: place.simulated,
});
