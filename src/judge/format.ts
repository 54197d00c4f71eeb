import type { ReadVerdict } from './verdict.ts';

/** How one family of judges is spoken to and understood. */
export interface Format {
  name: string;
  /** Rises with every change of what is sent, what is made harmless included, or how it is read; stored with every comparison. */
  version: number;
  temperature: number;
  topP: number;
  /** Room for what stands after the thought, on top of the thinking budget; in tokens. */
  answerTokens: number;
  /** How a thought that ran out of budget is closed, so that the verdict can be asked for at once; null where the model writes no thought of its own. */
  closing: string | null;
  layOut: (pair: { prompt: string; first: string; second: string }) => { system?: string; user: string };
  /** Reads the answer, that is what stands after the chain of thought. null: it names neither. */
  read: (answer: string) => ReadVerdict | null;
}
