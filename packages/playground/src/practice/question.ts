/** A question of the practice pack, with replies of clearly different quality. */
export interface PracticeQuestion {
  question: string;
  replies: readonly PracticeReply[];
}

export interface PracticeReply {
  /** 0 (useless) to 10 (excellent). */
  quality: number;
  text: string;
  /** What is good about it. Starts with a verb in the third person: "names the cause". */
  merits: string;
  /** What is bad about it, in the same form. */
  flaws: string;
}

/** Two replies that differ by this much in quality are always judged rightly. */
export const CLEAR = 4;
