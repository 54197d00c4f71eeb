import type { SpecialQuestions } from '../page/protocol.ts';
import { pack } from './pack/index.ts';
import { followUp, withFile } from './special.ts';

/** Questions that the practice models can answer. */
export const exampleQuestions: readonly string[] = pack.map(({ question }) => question);

/** Those that are suggested to people. A third is enough to begin with. */
export const offeredQuestions: readonly string[] = exampleQuestions.filter((_, i) => i % 3 === 0);

/** Those that show what a follow-up and a file do. */
export const specialQuestions: SpecialQuestions = {
  followUp: { first: followUp.first, question: followUp.question },
  file: { question: withFile.question, name: withFile.name, text: withFile.file },
};
