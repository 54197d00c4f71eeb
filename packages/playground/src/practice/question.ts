/** One question of the practice pack, with replies of clearly different quality. */
export interface PracticeQuestion {
  question: string;
  replies: readonly PracticeReply[];
}

export interface PracticeReply {
  /** 0 (useless) to 10 (excellent). */
  quality: number;
  text: string;
  /** What speaks for it and against it, as whole sentences that begin with a verb in the third person: "names the cause". */
  merits: string;
  flaws: string;
}
