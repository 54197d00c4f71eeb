import { type Language, state } from '../state.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export type PageWords = typeof en;

const all: Readonly<Record<Language, PageWords>> = { en, de };

/** The page's own words in the language that it has now. */
export const w = (): PageWords => all[state.language];
