import type { PracticeQuestion } from '../question.ts';
import { computing } from './computing.ts';
import { everyday } from './everyday.ts';
import { language } from './language.ts';
import { science } from './science.ts';

/** Every question that the practice models have an answer to. */
export const pack: readonly PracticeQuestion[] = [...science, ...everyday, ...computing, ...language];
