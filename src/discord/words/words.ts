import type { Language } from '../../terms.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

/** All texts that people see in Discord. What English has, every other language must have: the compiler sees to it. */
export type Words = typeof en;

export const wordsOf = { en, de } as const satisfies Record<Language, Words>;

/** `de`, `de-DE` → `de`; every language that we do not speak → `en`. */
export const languageOf = (locale: string | null | undefined): Language =>
  locale?.toLowerCase().split('-')[0] === 'de' ? 'de' : 'en';

/** The texts for a locale of Discord's, or a language of ours. */
export const wordsFor = (locale: string | null | undefined): Words => wordsOf[languageOf(locale)];
