import { modelName, shortModelName } from '../../model-name.ts';
import type { Words } from '../words/words.ts';
import { inBackticks } from './blocks.ts';

/** A candidate's name. People count candidates from 1. */
export const candidateName = ({ reasoning }: Words, slot: number): string => reasoning.candidate(slot + 1);

/** The same without its owner, and cut so that many fit into a message. */
export const shortModelLabel = (name: string): string => `\`${inBackticks(shortModelName(name), 40)}\``;

/** A model's name as inline code, safe for any name. */
export const modelLabel = (name: string): string => `\`${inBackticks(modelName(name))}\``;
