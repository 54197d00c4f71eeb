/** What a browser would open. */
export interface Address {
  /** As ASCII, so that letters that only look like others are seen; with its port. '' for what has none (`tel:`). */
  host: string;
  /** The same address, its host written out, without what passes for one in front of an `@`. */
  url: string;
}

/** Markdown takes backslashes away before a browser sees them. */
const ESCAPES = /\\([^0-9A-Za-z\s])/g;
/** What would end an address in angle brackets, begin something else in Markdown, or is not seen. */
const UNFIT = /[^\p{L}\p{N}\p{M}\-._~:/?#@!$&'()+,;=%]/gu;
/** A scheme and slashes of either kind, what a browser takes for user and host, and the rest. */
const WEB = /^(https?:)[\\/]*([^\\/?#]*)(.*)$/is;

/** Where the destination of a link in Markdown leads; null for what is no address by itself. */
export function addressOf(destination: string): Address | null {
  const target = destination.replace(ESCAPES, '$1');
  const parsed = URL.parse(target);
  if (!parsed) return null;
  const [, scheme, shown = '', rest = ''] = WEB.exec(target) ?? [];
  if (scheme === undefined) return { host: parsed.host, url: fit(target) };
  return { host: parsed.host, url: `${scheme}//${isPlain(shown, parsed) ? shown : parsed.host}${fit(rest)}` };
}

/** Whether a host is written as it is. */
const isPlain = (shown: string, { host, protocol }: URL): boolean =>
  shown.toLowerCase() === host || shown.toLowerCase() === `${host}:${protocol === 'https:' ? 443 : 80}`;

const fit = (part: string) =>
  part.replace(UNFIT, (character) => (character.isWellFormed() ? encodeURIComponent(character) : '%EF%BF%BD'));

/** Not at the beginning of a word only: readers find one behind letters and `_` as well. */
const BARE = /(https?:)([\\/]+)([^\s<>/?#\\]+)(\\?)/gi;
/** A token or a name in front of a host, as examples of commands have them: without a full stop it passes for no host. */
const USER = /^[\w*-]+(?::(?=\D)[\w*-]*)?@(?!.*@)/;
/** What stands behind a host in a sentence. */
const BEHIND = /[^\p{L}\p{N}\p{M}\]]+$/u;

/** A text in which every web address names the host that it leads to: none behind what passes for one, in look-alike letters or as a bare number. */
export const withTrueHosts = (text: string): string =>
  text.replace(BARE, (whole: string, scheme: string, slashes: string, authority: string, backslash: string) => {
    const behind = BEHIND.exec(authority)?.[0] ?? '';
    const shown = authority.slice(0, authority.length - behind.length);
    const parsed = URL.parse(`${scheme}//${shown}`);
    const user = USER.exec(shown)?.[0] ?? '';
    const host = shown.slice(user.length);
    if (!parsed || (slashes === '//' && backslash === '' && isPlain(host, parsed))) return whole;
    return `${scheme}//${user}${isPlain(host, parsed) ? host : parsed.host}${behind}${backslash && '/'}`;
  });
