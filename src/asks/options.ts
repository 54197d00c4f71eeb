import { CANDIDATES, type Effort, efforts, isWithin, PROMPT_CHARACTERS, type Voting, votings } from '../terms.ts';

/** What a person typed behind `/ask`, before it is checked. Discord's own client checks it too; other clients need not. */
export interface TypedOptions {
  prompt: string | null;
  candidates: number | null;
  effort: string | null;
  voting: string | null;
  private: boolean | null;
}

export interface AskOptions {
  prompt: string;
  /** null: the server's default. */
  n: number | null;
  effort: Effort | null;
  voting: Voting | null;
  private: boolean;
}

/** What is wrong with what was typed; the screen has the words. */
export type AskProblem =
  | { kind: 'empty' }
  | { kind: 'long'; length: number; most: number }
  | { kind: 'candidates'; n: number }
  | { kind: 'effort' }
  | { kind: 'voting' };

/** The options, or all that is wrong with them. */
export function readAskOptions(typed: TypedOptions): { options: AskOptions } | { problems: AskProblem[] } {
  const problems: AskProblem[] = [];
  const prompt = (typed.prompt ?? '').trim();
  if (prompt === '') problems.push({ kind: 'empty' });
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
