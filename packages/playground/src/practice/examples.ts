import { pack } from './pack/index.ts';

/** Questions that the practice models know an answer to, for people who look for something to ask. */
export const exampleQuestions: readonly string[] = pack.map(({ question }) => question);
