import type {
  readAsks,
  readCandidates,
  readChallengerPicks,
  readChallengers,
  readComparisons,
  readShadows,
  readVotes,
} from '../../../db/repo/research-rows.ts';
import { publicModel } from '../../model-name.ts';
import { coarse } from './coarse.ts';
import type { Codes } from './codes.ts';
import type { ReadRow } from './columns.ts';
import { dayName } from './publish.ts';
import type { RowOf, tables } from './tables.ts';

type Tables = typeof tables;

// An allowlist: only what is named here is exported. There is no Discord id, no id of ours, no time, no
// duration, no exact number of tokens, no error message and no note for moderators. Everybody can see the
// times of Discord's messages, to the millisecond, so a time would identify its message.

export const askRow = (ask: ReadRow<typeof readAsks>, codes: Codes): RowOf<Tables['asks']> => ({
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
  /** Whether the ask's texts are emptied. */
  emptied: boolean;
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  costUsd: number | null;
}

/**
 * Tokens and cost. null once the texts are emptied: their length would tell readers of the channel which
 * question it was.
 */
const spent = ({ emptied, inputTokens, outputTokens, reasoningTokens, costUsd }: Spent) => ({
  input_tokens: emptied ? null : coarse(inputTokens),
  output_tokens: emptied ? null : coarse(outputTokens),
  reasoning_tokens: emptied ? null : coarse(reasoningTokens),
  cost_usd: emptied ? null : coarse(costUsd),
});

export const candidateRow = (row: ReadRow<typeof readCandidates>, codes: Codes): RowOf<Tables['candidates']> => ({
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
  ...spent(row),
  simulated: row.simulated,
});

type Comparison = ReadRow<typeof readComparisons>;
type Shadow = ReadRow<typeof readShadows>;
type Challenger = ReadRow<typeof readChallengers>;

const judgement = (row: Comparison | Shadow | Challenger, codes: Codes) => ({
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
  ...spent(row),
  simulated: row.simulated,
});

/** Who was compared, and for which part of a tournament. */
const match = ({ first, second, tier, sample }: Comparison | Challenger) => ({
  ...{ first, second, tier, sample },
});

export const comparisonRow = (row: Comparison, codes: Codes): RowOf<Tables['comparisons']> => ({
  ...judgement(row, codes),
  ...match(row),
});

export const shadowRow = (row: Shadow, codes: Codes): RowOf<Tables['shadow_comparisons']> => ({
  ...judgement(row, codes),
  judge: publicModel(row.judge),
});

export const challengerRow = (row: Challenger, codes: Codes): RowOf<Tables['challenger_comparisons']> => ({
  ...judgement(row, codes),
  judge: publicModel(row.judge),
  ...match(row),
});

export const challengerPickRow = (
  row: ReadRow<typeof readChallengerPicks>,
  codes: Codes,
): RowOf<Tables['challenger_picks']> => ({
  ask_id: codes.ask(row.askId),
  judge: publicModel(row.judge),
  pick: row.pick,
  standings: row.standings,
  simulated: row.simulated,
});

/**
 * Flags about a voter's other votes. They are so rare that they could link one person's votes across asks.
 */
const acrossAsks = new Set(['over-cap', 'one-sided']);

export const voteRow = (vote: ReadRow<typeof readVotes>, codes: Codes, linked: boolean): RowOf<Tables['votes']> => ({
  vote_id: codes.vote(vote.id),
  ask_id: codes.ask(vote.ballot.askId),
  voter_id: codes.voter(vote.ballot.askId, vote.voterHash),
  voting: vote.ballot.kind,
  shown: vote.ballot.shown,
  opponent_policy: vote.ballot.opponentPolicy,
  opponent_probability: vote.ballot.opponentProbability,
  choice: vote.choice,
  slot: vote.slot,
  chose_pick: vote.slot === null ? null : vote.slot === vote.ballot.pick,
  position: vote.position,
  blind: vote.blind && !vote.ballot.seedIsPublic,
  flags: vote.flags.filter((flag) => linked || !acrossAsks.has(flag)),
  current: vote.current,
  counts: vote.counts,
  reasons: vote.reasons,
  reason_text: vote.reasonText,
  simulated: vote.ballot.simulated,
});
