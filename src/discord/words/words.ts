import type { Language } from '../../terms.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

/**
 * All texts that people see in Discord. English is the reference: a text that another language lacks is a
 * compile error.
 */
export type Words = typeof en;

export const wordsOf = { en, de } as const satisfies Record<Language, Words>;

/** `de`, `de-DE` → `de`. A language that has no texts here → `en`. */
export const languageOf = (locale: string | null | undefined): Language =>
  locale?.toLowerCase().split('-')[0] === 'de' ? 'de' : 'en';

/** The texts for one of Discord's locales, or for a language that a server chose. */
export const wordsFor = (locale: string | null | undefined): Words => wordsOf[languageOf(locale)];
