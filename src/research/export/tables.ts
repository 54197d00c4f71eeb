import type { Columns } from './columns.ts';

/**
 * The files of a row-level export and their columns. docs/codebook.md says what each column means, and a test
 * holds that the two agree.
 */
export const tables = {
  asks: {
    ask_id: 'text',
    server_id: 'text',
    day: 'text',
    prompt: 'text',
    file_text: 'text',
    source: 'text',
    parent_id: 'text',
    candidates_wanted: 'integer',
    effort: 'text',
    voting: 'text',
    tournament: 'text',
    judge_model: 'text',
    judge_model_strong: 'text',
    state: 'text',
    pick: 'integer',
    judged: 'boolean',
    cut_short: 'text',
    p_best: 'numbers',
    p_beats: 'numbers',
    simulated: 'boolean',
    seed_public: 'boolean',
  },
  candidates: {
    ask_id: 'text',
    slot: 'integer',
    model: 'text',
    answered_by: 'text',
    temperature: 'number',
    style: 'text',
    state: 'text',
    text: 'text',
    duplicate_of: 'integer',
    stop_reason: 'text',
    input_tokens: 'integer',
    output_tokens: 'integer',
    reasoning_tokens: 'integer',
    cost_usd: 'number',
    simulated: 'boolean',
  },
  comparisons: {
    ask_id: 'text',
    number: 'integer',
    first: 'integer',
    second: 'integer',
    tier: 'integer',
    sample: 'integer',
    verdict: 'text',
    invalid_reason: 'text',
    conflict: 'boolean',
    forced: 'boolean',
    model: 'text',
    answered_by: 'text',
    format: 'text',
    format_version: 'integer',
    temperature: 'number',
    top_p: 'number',
    thinking_tokens: 'integer',
    reasoning: 'text',
    answer: 'text',
    input_tokens: 'integer',
    output_tokens: 'integer',
    reasoning_tokens: 'integer',
    cost_usd: 'number',
    simulated: 'boolean',
  },
  shadow_comparisons: {
    ask_id: 'text',
    number: 'integer',
    judge: 'text',
    verdict: 'text',
    invalid_reason: 'text',
    conflict: 'boolean',
    forced: 'boolean',
    model: 'text',
    answered_by: 'text',
    format: 'text',
    format_version: 'integer',
    temperature: 'number',
    top_p: 'number',
    thinking_tokens: 'integer',
    reasoning: 'text',
    answer: 'text',
    input_tokens: 'integer',
    output_tokens: 'integer',
    reasoning_tokens: 'integer',
    cost_usd: 'number',
    simulated: 'boolean',
  },
  votes: {
    vote_id: 'text',
    ask_id: 'text',
    voter_id: 'text',
    voting: 'text',
    shown: 'integers',
    opponent_policy: 'text',
    opponent_probability: 'number',
    choice: 'text',
    slot: 'integer',
    chose_pick: 'boolean',
    position: 'integer',
    blind: 'boolean',
    flags: 'texts',
    current: 'boolean',
    counts: 'boolean',
    reasons: 'texts',
    reason_text: 'text',
    simulated: 'boolean',
  },
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof tables;

/** The columns of the aggregates, which count everybody, also people who have not opted in. */
export const aggregates = {
  server_id: 'text',
  day: 'text',
  judge_model: 'text',
  effort: 'text',
  questions: 'integer',
  voters: 'integer',
  votes: 'integer',
  sided: 'integer',
  with_judge: 'integer',
  agreement: 'number',
  agreement_low: 'number',
  agreement_high: 'number',
  ties: 'integer',
  both_bad: 'integer',
  simulated: 'boolean',
} as const satisfies Columns;

/**
 * TRL's conversational preference format with an explicit prompt. The other columns say where a row comes
 * from.
 */
export const trl = {
  prompt: 'messages',
  chosen: 'messages',
  rejected: 'messages',
  ask_id: 'text',
  votes_chosen: 'integer',
  votes: 'integer',
  simulated: 'boolean',
} as const satisfies Columns;

/** The five fields of verl's format. */
export const verl = {
  data_source: 'text',
  prompt: 'messages',
  ability: 'text',
  reward_model: 'reward_model',
  extra_info: 'extra_info',
} as const satisfies Columns;

/** A row with exactly these columns. */
export type RowOf<C extends Columns> = Readonly<Record<keyof C, unknown>>;
