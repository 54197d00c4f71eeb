import type { ReadVerdict } from './markers.ts';

/** How one family of judges is prompted and read. */
export interface Format {
  name: string;
  /**
   * Rises with every change of what is sent (neutralising included) or how it is read; stored with every
   * comparison.
   */
  version: number;
  temperature: number;
  topP: number;
  /** Room for the answer after the thought, on top of the thinking budget; in tokens. */
  answerTokens: number;
  /**
   * What closes a thought that ran out of budget, so that the verdict can be asked for at once; null where
   * the model writes no thought of its own.
   */
  closing: string | null;
  layOut: (pair: { prompt: string; first: string; second: string }) => { system?: string; user: string };
  /**
   * Reads the answer, that is what stands after the chain of thought.
   * @returns null where it names neither
   */
  read: (answer: string) => ReadVerdict | null;
}
