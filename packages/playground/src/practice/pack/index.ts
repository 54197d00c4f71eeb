import type { PracticeQuestion } from '../question.ts';
import { computing } from './computing.ts';
import { everyday } from './everyday.ts';
import { language } from './language.ts';
import { science } from './science.ts';

/** All questions that the practice models can answer. */
export const pack: readonly PracticeQuestion[] = [...science, ...everyday, ...computing, ...language];
