import type { Words } from '../words/words.ts';
import { inBackticks } from './blocks.ts';

/** A candidate's name. People count candidates from 1. */
export const candidateName = ({ reasoning }: Words, slot: number): string => reasoning.candidate(slot + 1);

/** A model's name without its vendor and without the place where it runs. */
export const modelName = (name: string): string => name.replace(/^\w+:/, '').replace(/@.*$/, '');

/** The same without its owner, for small places. */
export const shortModelName = (name: string): string => modelName(name).split('/').at(-1) || name;

/** The same as inline code, safe for any name, and cut so that many fit into a message. */
export const shortModelLabel = (name: string): string => `\`${inBackticks(shortModelName(name), 40)}\``;

/** A model's name as inline code, safe for any name. */
export const modelLabel = (name: string): string => `\`${inBackticks(modelName(name))}\``;
