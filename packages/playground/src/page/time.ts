const language = 'en';
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);

const shortTime = format({ hour: 'numeric', minute: '2-digit' });
const longDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
const styles: Record<string, Intl.DateTimeFormat> = {
  t: shortTime,
  T: format({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  d: format({ day: '2-digit', month: '2-digit', year: 'numeric' }),
  D: longDate,
  f: format({ day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' }),
  F: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' }),
};
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
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
  return relative.format(Math.trunc(seconds / length), unit);
}

/** A timestamp `<t:unix:style>` as Discord's client shows it. `unix` is in seconds, `now` in milliseconds. */
export const writeTimestamp = (unix: number, style: string, now: number): string =>
  style === 'R' ? relativeTo(unix * 1000, now) : (styles[style] ?? styles.f ?? shortTime).format(unix * 1000);

export const fullTime = (at: number): string => (styles.F ?? shortTime).format(at);
export const dayOf = (at: number): string => longDate.format(at);

/** The time in a message's header. */
export function messageTime(at: number, now: number): string {
  if (dayOf(at) === dayOf(now)) return shortTime.format(at);
  if (dayOf(at) === dayOf(now - 86_400_000)) return `Yesterday at ${shortTime.format(at)}`;
  return `${styles.d?.format(at)}, ${shortTime.format(at)}`;
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
