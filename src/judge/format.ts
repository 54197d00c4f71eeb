import type { Turn } from './conversation.ts';
import type { ReadVerdict } from './markers.ts';

/** A question and two replies, as a format lays them out. */
export interface Pair {
  prompt: string;
  first: string;
  second: string;
  /** The turns before the prompt, where a format takes them as messages; otherwise the prompt has them. */
  before?: readonly Turn[];
  /** What was prepared for the question; only where the format prepares anything. */
  rubric?: string;
  /** What a community values; only where the format takes rules. */
  rules?: readonly string[];
}

/**
 * A call of its own before any pair is judged, made once a question: it writes what the pair's prompt needs
 * besides, such as a rubric.
 */
export interface Preparation {
  /** Room for the text, in tokens. */
  answerTokens: number;
  /** The message to the writer. */
  layOut: (prompt: string) => string;
  /**
   * Reads the text out of the writer's answer.
   * @returns null where it cannot be used
   */
  read: (answer: string) => string | null;
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
  /** The question's pictures go along, in front of the text. Other formats are for judges that cannot see. */
  takesPictures?: true;
  /** The prompt is no constant that a model was trained on: rules may be added. */
  takesRules?: true;
  /** Any model may be asked in it, also one that does not think: a thought is closed only where one shows. */
  anyModel?: true;
  /** The model is asked not to think, where its server can be told; absent: it thinks as it likes. */
  thinks?: false;
  /**
   * A whole verdict for each side, as a judge writes it: replies are kept from writing it, and the fuzzer
   * disguises it.
   */
  verdicts: { first: string; second: string };
  /**
   * A further pattern of its structure, which counts only at the beginning of a line of the folded text
   * (`fold.ts`). No two neighbouring parts may match the same characters without a bound.
   */
  alsoMarks?: string;
  /** Without it a pair cannot be judged in this format. Absent: nothing is prepared. */
  prepare?: Preparation;
  layOut: (pair: Pair) => LaidOut;
  /**
   * Reads the answer, that is what stands after the chain of thought.
   * @returns null where it names neither
   */
  read: (answer: string) => ReadVerdict | null;
}
