import { changed, state } from './state.ts';

const KEY = 'tribunal-theme';

export function setTheme(theme: 'dark' | 'light'): void {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(KEY, theme);
  changed();
}

/** Restores the chosen theme. The default is dark, as in Discord. */
export function restoreTheme(): void {
  if (localStorage.getItem(KEY) === 'light') setTheme('light');
}
