import { changed, state } from './state.ts';

const KEY = 'tribunal-theme';
const light = matchMedia('(prefers-color-scheme: light)');

type Theme = 'dark' | 'light';

/** Uses this theme from now on, whatever the system prefers. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  use(theme);
}

/** Uses the theme that was chosen here, else the system's, and follows the system while nothing is chosen. */
export function followTheme(): void {
  const follow = () => {
    const chosen = localStorage.getItem(KEY);
    use(chosen === 'dark' || chosen === 'light' ? chosen : light.matches ? 'light' : 'dark');
  };
  light.addEventListener('change', follow);
  follow();
}

function use(theme: Theme): void {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  changed();
}
