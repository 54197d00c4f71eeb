import { isBlank } from '../invisible.ts';
import { CANDIDATES, type Effort, efforts, isWithin, PROMPT_CHARACTERS, type Voting, votings } from '../terms.ts';

/** The options of `/ask` before they are checked. Discord's own client checks them, other clients may not. */
export interface TypedOptions {
  prompt: string | null;
  candidates: number | null;
  effort: string | null;
  voting: string | null;
  private: boolean | null;
}

/** The checked options of `/ask`. The prompt is trimmed and has 1–6,000 characters. */
export interface AskOptions {
  prompt: string;
  /** How many candidates, 2–16. `n`, `effort` and `voting` are null when the server's default applies. */
  n: number | null;
  effort: Effort | null;
  voting: Voting | null;
  private: boolean;
}

/** Why an option is refused. `src/discord/words` holds the sentence for each. */
export type AskProblem =
  | { kind: 'empty' }
  | { kind: 'long'; length: number; most: number }
  | { kind: 'candidates'; n: number }
  | { kind: 'effort' }
  | { kind: 'voting' };

/**
 * Checks what a person typed.
 *
 * @returns the options, or every problem at once.
 */
export function readAskOptions(typed: TypedOptions): { options: AskOptions } | { problems: AskProblem[] } {
  const problems: AskProblem[] = [];
  const prompt = (typed.prompt ?? '').trim();
  if (isBlank(prompt)) problems.push({ kind: 'empty' });
  if (prompt.length > PROMPT_CHARACTERS)
    problems.push({ kind: 'long', length: prompt.length, most: PROMPT_CHARACTERS });
  const { candidates: n } = typed;
  if (n !== null && !isWithin(CANDIDATES, n)) {
    problems.push({ kind: 'candidates', n });
  }
  const effort = efforts.find((name) => name === typed.effort) ?? null;
  if (typed.effort !== null && !effort) problems.push({ kind: 'effort' });
  const voting = votings.find((name) => name === typed.voting) ?? null;
  if (typed.voting !== null && !voting) problems.push({ kind: 'voting' });
  if (problems.length > 0) return { problems };
  return { options: { prompt, n, effort, voting, private: typed.private ?? false } };
}
