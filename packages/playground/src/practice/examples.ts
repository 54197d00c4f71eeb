import { pack } from './pack/index.ts';

/** Questions that the practice models can answer. */
export const exampleQuestions: readonly string[] = pack.map(({ question }) => question);

/** Those that are suggested to people. A third is enough to begin with. */
export const offeredQuestions: readonly string[] = exampleQuestions.filter((_, i) => i % 3 === 0);
