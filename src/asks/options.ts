import { type Voting, votings } from '../../db/schema/asks.ts';
import type { Effort } from '../tournament/tournament.ts';

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

export { votings };

export const promptLength = 6000;
export const efforts = ['quick', 'standard', 'deep'] as const;

/** The options, or the sentences that say what is wrong with them. */
export function readAskOptions(typed: TypedOptions): { options: AskOptions } | { problems: string[] } {
  const problems: string[] = [];
  const prompt = (typed.prompt ?? '').trim();
  if (prompt === '') problems.push('The question is empty. Type it behind `prompt:`.');
  if (prompt.length > promptLength) {
    problems.push(
      `The question has ${prompt.length} characters, and ${promptLength} is the most that I can take. Please shorten it.`,
    );
  }
  const { candidates: n } = typed;
  if (n !== null && (!Number.isInteger(n) || n < 2 || n > 16)) {
    problems.push(`\`candidates\` must be a whole number from 2 to 16, not ${n}.`);
  }
  const effort = efforts.find((name) => name === typed.effort) ?? null;
  if (typed.effort !== null && !effort) problems.push('`effort` must be quick, standard or deep.');
  const voting = votings.find((name) => name === typed.voting) ?? null;
  if (typed.voting !== null && !voting) problems.push('`voting` must be duel, open or ballot.');
  if (problems.length > 0) return { problems };
  return { options: { prompt, n, effort, voting, private: typed.private ?? false } };
}
