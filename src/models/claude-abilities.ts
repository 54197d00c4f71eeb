/** Which parameters a model behind Anthropic's API takes; others are answered with HTTP 400. */
export interface ClaudeAbilities {
  /** `temperature` and `top_p`, by the API as it was until October 2026. */
  sampling: boolean;
  /** `adaptive`: the model decides, and an effort steers it. `budget`: a number of tokens. */
  thinking: 'adaptive' | 'budget';
  /** It thinks unless it is told not to; some of these models even then. */
  thinksUnasked: boolean;
}

/**
 * Goes by version, so that a model of tomorrow is served like the newest of today. Adaptive thinking came
 * with Claude 4.6; older models know only budgets. Sampling parameters went with 4.7. From 5 on, thinking is
 * on by default. A Claude without a version is taken for a new one. Any other model behind the same protocol
 * gets the temperature that was asked for.
 * Source: platform.claude.com/docs/en/build-with-claude/thinking and the models' migration guides, November
 * 2026.
 */
export function claudeAbilities(model: string): ClaudeAbilities {
  if (!model.startsWith('claude')) return { sampling: true, thinking: 'adaptive', thinksUnasked: false };
  const version = versionOf(model);
  return {
    sampling: version !== null && version < 407,
    thinking: version !== null && version < 406 ? 'budget' : 'adaptive',
    thinksUnasked: version !== null && version >= 500,
  };
}

/**
 * @returns 406 for `claude-opus-4-6`, 307 for `claude-3-7-sonnet-20250219`; null where no version is named
 */
function versionOf(model: string): number | null {
  const [major, minor = '0'] = model.split(/[-.]/).filter((part) => /^\d{1,2}$/.test(part));
  return major === undefined ? null : Number(major) * 100 + Number(minor);
}
