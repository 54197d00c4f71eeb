/** What a model behind Anthropic's API takes, and what it answers with HTTP 400. */
export interface ClaudeAbilities {
  /** `temperature` and `top_p`, by the API as it was until October 2026. */
  sampling: boolean;
  /** `adaptive`: the model decides, an effort steers it. `budget`: so many tokens. */
  thinking: 'adaptive' | 'budget';
  /** It thinks unless it is told not to, some of these models even then. */
  thinksUnasked: boolean;
}

/**
 * By version, so that a model of tomorrow is served like the newest of today: adaptive thinking came with Claude 4.6 (older ones know
 * only budgets), sampling parameters went with 4.7, thinking is on by itself from 5 on. A Claude without a version is taken for a new one.
 * Another model behind the same protocol, at an address of one's own, is sent the temperature that it was asked with.
 * Source: platform.claude.com/docs/en/build-with-claude/thinking and the models' migration guides, November 2026.
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

/** 406 for `claude-opus-4-6`, 307 for `claude-3-7-sonnet-20250219`; null where none is named. */
function versionOf(model: string): number | null {
  const [major, minor = '0'] = model.split(/[-.]/).filter((part) => /^\d{1,2}$/.test(part));
  return major === undefined ? null : Number(major) * 100 + Number(minor);
}
