import type { Words } from '../words/words.ts';
import { inBackticks } from './blocks.ts';

/** Candidates have numbers from 1, for people. */
export const candidateName = ({ reasoning }: Words, slot: number): string => reasoning.candidate(slot + 1);

/** A model as people know it: without its vendor, and without where it runs. */
export const modelName = (name: string): string => name.replace(/^\w+:/, '').replace(/@.*$/, '');

/** Where there is little room: without its owner either. */
export const shortModelName = (name: string): string => modelName(name).split('/').at(-1) || name;

/** The same as Markdown shows it, whatever stands in it. */
export const modelLabel = (name: string): string => `\`${inBackticks(modelName(name))}\``;
