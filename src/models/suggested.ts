/** Models to begin with where only a key is given: by the key's setting, the better choice first. */
export const suggestedCandidates: Readonly<Record<string, string>> = {
  ANTHROPIC_API_KEY: 'anthropic:claude-sonnet-5-5',
  HF_TOKEN: 'hf:Qwen/Qwen3-32B',
};
export const suggestedJudges: Readonly<Record<string, string>> = {
  HF_TOKEN: 'hf:Reward-Reasoning/RRM-7B@featherless-ai',
  ANTHROPIC_API_KEY: 'anthropic:claude-sonnet-5-5',
};

/** @returns the first of `suggested` whose key is set */
export const suggestedFor = (
  suggested: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string | undefined>>,
): string | undefined => Object.entries(suggested).find(([key]) => (settings[key] ?? '').trim() !== '')?.[1];
