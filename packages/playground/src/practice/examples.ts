import { pack } from './pack/index.ts';

/** Questions that the practice models can answer, as suggestions for people. */
export const exampleQuestions: readonly string[] = pack.map(({ question }) => question);
