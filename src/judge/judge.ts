import type { Meter } from '../models/meter.ts';
import type { Usage } from '../models/model.ts';
import type { Effort, InvalidReason, JuryRule, Tier, Verdict } from '../terms.ts';
import type { Turn } from './conversation.ts';
import type { Rubrics } from './rubrics.ts';

/** Says which of two replies to a prompt is better, and why. */
export interface Judge {
  /** The model of tier 0, as configured; of a jury, its whole name. */
  readonly model: string;
  /** The models of a jury in their order, and how they share the comparisons out; absent: one judge. */
  readonly jury?: { readonly rule: JuryRule; readonly models: readonly string[] } | undefined;
  /**
   * Whether it is asked for its likeliest words only (temperature 0), so that a repeat says the same; absent:
   * no.
   */
  readonly greedy?: boolean;
  /**
   * Whether it scores each reply by itself (a reward model): no order, no reasons, and the comparisons'
   * `params` hold the scores (`reward.ts`). Absent: no.
   */
  readonly givesScores?: boolean;
  /**
   * Judges one pair; `meter` is told of every request for it.
   * @throws {ModelError} when the model could not be asked at all; a reply without a readable verdict is no
   * error but `invalid`
   */
  compare(question: Question, signal?: AbortSignal, meter?: Meter): Promise<Judgement>;
}

export interface Question {
  /** With the conversation before it, in one text. */
  prompt: string;
  /** The same, turn by turn, for a judge that reads conversations so; absent: a question alone. */
  turns?: readonly Turn[] | undefined;
  first: string;
  second: string;
  effort: Effort;
  /** How hard to think: 0 the effort's own budget, 1 the next longer one, 2 the strong judge. */
  tier: Tier;
  /** 0, 1, 2 …: how often this pair was asked before in this order. */
  sample: number;
  /** Which judge of a jury is asked, by its place; absent: the first. */
  juror?: number;
  /** Where the question's rubrics are kept; absent: the judge remembers those that it had written. */
  rubrics?: Rubrics;
}

export interface Judgement {
  verdict: Verdict;
  /**
   * Why the verdict is `invalid`; null otherwise. The ask sets `unavailable` when the judge could not be
   * asked.
   */
  invalidReason: InvalidReason | null;
  /** Two different verdict markers stood in the answer; the last one counted. */
  conflict: boolean;
  /** The thinking budget ran out, and a second, short call asked for the verdict. */
  forced: boolean;
  /** The chain of thought, whole. */
  reasoning: string;
  /** What stood after the chain of thought. */
  answer: string;
  /**
   * What was neutralised or cut in prompt and replies before they were judged, in plain words for moderators.
   */
  notes: readonly string[];
  model: string;
  /** Who answered, as the server says; null where it says nothing. */
  answeredBy: string | null;
  format: string;
  formatVersion: number;
  /** Sampling parameters that were sent. */
  params: Readonly<Record<string, number>>;
  /**
   * What the pair was judged by; only in a format that has it prepared. null: there was none that could be
   * used.
   */
  rubric?: string | null;
  /** Of its own calls, and of the rubric's if this comparison had it written. */
  usage: Usage;
  latencyMs: number;
}
