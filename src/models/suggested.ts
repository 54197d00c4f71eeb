/**
 * Models to begin with where only a key is given: by the key's setting, the better choice first.
 * docs/judges.md has the figures behind the judges.
 */
export const suggestedCandidates: Readonly<Record<string, readonly string[]>> = {
  ANTHROPIC_API_KEY: ['anthropic:claude-sonnet-5-5'],
  HF_TOKEN: ['hf:Qwen/Qwen3-32B'],
};

/**
 * The first of a key is the one that answers at once. RRM and RM-R1 are made to judge, and cold at their
 * provider: whoever chooses one should know that.
 */
export const suggestedJudges: Readonly<Record<string, readonly string[]>> = {
  ANTHROPIC_API_KEY: ['anthropic:claude-sonnet-5-5'],
  HF_TOKEN: [
    'hf:Qwen/Qwen3-32B',
    'hf:gaotang/RM-R1-DeepSeek-Distilled-Qwen-32B@featherless-ai',
    'hf:Reward-Reasoning/RRM-32B@featherless-ai',
    'hf:Reward-Reasoning/RRM-7B@featherless-ai',
  ],
};

/** @returns the best of `suggested` for the first key that is set */
export const suggestedFor = (
  suggested: Readonly<Record<string, readonly string[]>>,
  settings: Readonly<Record<string, string | undefined>>,
): string | undefined => Object.entries(suggested).find(([key]) => (settings[key] ?? '').trim() !== '')?.[1][0];

/** What to know of a judge before it is chosen. */
export function judgeHint(name: string, isCold: boolean): string | undefined {
  const cold = isCold ? 'cold: its first answer takes minutes, and may be refused' : '';
  const weak = /\brrm-7b\b/i.test(name) ? 'weak at instructions' : '';
  return [cold, weak].filter(Boolean).join('; ') || undefined;
}
