/** The address that a browser would open. */
export interface Address {
  /**
   * With its port, as ASCII (punycode), so that look-alike letters show. '' if the scheme has no host, such
   * as `tel:`.
   */
  host: string;
  /** The address with its true host, without user info that could pass for a host in front of an `@`. */
  url: string;
}

/** Backslash escapes, which Markdown removes before a browser sees the address. */
const ESCAPES = /\\([^0-9A-Za-z\s])/g;
/** Characters that would end an address in angle brackets, begin other Markdown, or be invisible. */
const UNFIT = /[^\p{L}\p{N}\p{M}\-._~:/?#@!$&'()+,;=%]/gu;
/** The scheme, slashes of either kind, what a browser takes for user info and host, and the rest. */
const WEB = /^(https?:)[\\/]*([^\\/?#]*)(.*)$/is;

/**
 * Where the destination of a Markdown link leads.
 * @returns null when it is not an absolute address
 */
export function addressOf(destination: string): Address | null {
  const target = destination.replace(ESCAPES, '$1');
  const parsed = URL.parse(target);
  if (!parsed) return null;
  const [, scheme, shown = '', rest = ''] = WEB.exec(target) ?? [];
  if (scheme === undefined) return { host: parsed.host, url: fit(target) };
  return { host: parsed.host, url: `${scheme}//${isPlain(shown, parsed) ? shown : parsed.host}${fit(rest)}` };
}

/**
 * Whether the written authority is the host itself, without user info or look-alikes. The default port may
 * follow.
 */
const isPlain = (shown: string, { host, protocol }: URL): boolean =>
  shown.toLowerCase() === host || shown.toLowerCase() === `${host}:${protocol === 'https:' ? 443 : 80}`;

const fit = (part: string) =>
  part.replace(UNFIT, (character) => (character.isWellFormed() ? encodeURIComponent(character) : '%EF%BF%BD'));

/** A web address. It may begin anywhere, because parsers also find one behind letters and `_`. */
const BARE = /(https?:)([\\/]+)([^\s<>/?#\\]+)(\\?)/gi;
/**
 * User info in front of a host, such as a token in an example command. Without a full stop it passes for no
 * host.
 */
const USER = /^[\w*-]+(?::(?=\D)[\w*-]*)?@(?!.*@)/;
/** Punctuation that follows a host in a sentence. */
const BEHIND = /[^\p{L}\p{N}\p{M}\]]+$/u;

/**
 * Rewrites the web addresses in a text so that each names its true host: none hides behind user info, in
 * look-alike letters or as a bare number.
 */
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
