import { state } from './state.ts';
import { w } from './words/words.ts';

const formats = {
  t: { hour: 'numeric', minute: '2-digit' },
  T: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { day: 'numeric', month: 'long', year: 'numeric' },
  f: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();

/** Writes a time in a style of Discord's, in the page's language. An unknown style is `f`. */
function write(at: number, style: string): string {
  const known = style in formats ? (style as keyof typeof formats) : 'f';
  const key = `${state.language} ${known}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(state.language, formats[known]);
  made.set(key, format);
  return format.format(at);
}

const relatives = {
  en: new Intl.RelativeTimeFormat('en', { numeric: 'always' }),
  de: new Intl.RelativeTimeFormat('de', { numeric: 'always' }),
};
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "in 5 minutes", "2 days ago". Both times are in milliseconds. */
export function relativeTo(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1000);
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relatives[state.language].format(Math.trunc(seconds / length), unit);
}

/** A timestamp `<t:unix:style>` as Discord's client shows it. `unix` is in seconds, `now` in milliseconds. */
export const writeTimestamp = (unix: number, style: string, now: number): string =>
  style === 'R' ? relativeTo(unix * 1000, now) : write(unix * 1000, style);

export const fullTime = (at: number): string => write(at, 'F');
export const dayOf = (at: number): string => write(at, 'D');

/** The time in a message's header. */
export function messageTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return write(at, 't');
  if (dayOf(at) === dayOf(now - 86_400_000)) return w().yesterday(write(at, 't'));
  return `${write(at, 'd')}, ${write(at, 't')}`;
}

/** Updates the relative times on the page every second, without a render. */
export function keepTimesTrue(): void {
  setInterval(() => {
    for (const element of document.querySelectorAll<HTMLElement>('time[data-style="R"]')) {
      const text = writeTimestamp(Number(element.dataset.unix), 'R', Date.now());
      if (element.textContent !== text) element.textContent = text;
    }
  }, 1000);
}
