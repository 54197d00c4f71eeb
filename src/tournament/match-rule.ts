/**
 * How many verdicts decide a match: one; both orders, with a third call where they differ; or the majority of
 * k.
 */
export interface MatchRule {
  readonly name: string;
  /** The most verdicts of a match; odd, so that valid verdicts never tie. */
  readonly votes: number;
}

const MOST_VOTES = 31;

/**
 * Reads `single`, `both` or `voting:k`, k from 1 to 31. An even k takes one more verdict where it ties.
 * @returns null for anything else
 */
export function readMatchRule(text: string): MatchRule | null {
  if (text === 'single') return { name: text, votes: 1 };
  if (text === 'both') return { name: text, votes: 3 };
  const k = Number(/^voting:(\d{1,2})$/.exec(text)?.[1] ?? Number.NaN);
  return k >= 1 && k <= MOST_VOTES ? { name: text, votes: k % 2 === 0 ? k + 1 : k } : null;
}
