import type { Turn } from './conversation.ts';
import type { ReadVerdict } from './markers.ts';

/** A question and two replies, as a format lays them out. */
export interface Pair {
  prompt: string;
  first: string;
  second: string;
  /** The turns before the prompt, where a format takes them as messages; otherwise the prompt has them. */
  before?: readonly Turn[];
}

export interface LaidOut {
  system?: string;
  /** Messages in front of the user's. */
  before?: readonly Turn[];
  user: string;
  /**
   * The replies as messages of their own behind the user's: roles that only a reward model's chat template
   * knows.
   */
  replies?: readonly { role: 'response_1' | 'response_2'; content: string }[];
}

/** How one family of judges is prompted and read. */
export interface Format {
  name: string;
  /**
   * Rises with every change of what is sent (neutralising included) or how it is read; stored with every
   * comparison.
   */
  version: number;
  /** 0: greedy, as the judge's authors decode it. */
  temperature: number;
  topP: number;
  /** Room for the answer after the thought, on top of the thinking budget; in tokens. */
  answerTokens: number;
  /**
   * What closes a thought that ran out of budget, so that the verdict can be asked for at once; null where
   * the model writes no thought of its own.
   */
  closing: string | null;
  /** A conversation goes out as messages, turn by turn; other formats have it in one text. */
  takesTurns?: true;
  /** Any model may be asked in it, also one that does not think: a thought is closed only where one shows. */
  anyModel?: true;
  /**
   * A whole verdict for each side, as a judge writes it: replies are kept from writing it, and the fuzzer
   * disguises it.
   */
  verdicts: { first: string; second: string };
  layOut: (pair: Pair) => LaidOut;
  /**
   * Reads the answer, that is what stands after the chain of thought.
   * @returns null where it names neither
   */
  read: (answer: string) => ReadVerdict | null;
}
