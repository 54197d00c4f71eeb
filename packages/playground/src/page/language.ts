import { changed, type Language, state } from './state.ts';

const KEY = 'tribunal-language';

const isLanguage = (value: string | null): value is Language => value === 'en' || value === 'de';

/** The language that was chosen here, else the browser's, else English. */
export function followLanguage(): void {
  const chosen = localStorage.getItem(KEY);
  const first = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  use(isLanguage(chosen) ? chosen : (first ?? 'en'));
}

/** Uses the other language from now on. */
export function switchLanguage(): void {
  use(state.language === 'en' ? 'de' : 'en');
  localStorage.setItem(KEY, state.language);
}

function use(language: Language): void {
  state.language = language;
  document.documentElement.lang = language;
  changed();
}
