import type { WrittenLink } from './read-tree.ts';
import { addressOf } from './true-address.ts';

/**
 * Link text that every Markdown parser reads as plain words, without an address: a full stop, colon or
 * semicolon may only end a word.
 */
const PLAIN_WORDS = /^(?:[\p{L}\p{N}\p{M} ,'’‘"“”„!?&+()–—…%-]|[.:;](?= |$))*$/u;
const LONGEST_WORDS = 100;
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
const PLAIN_ADDRESS = /^https?:\/\/[a-z0-9.:-]+(?:[/?#](?:[\w\-.~:/?#@!$+,;=%]|&(?!#?\w+;))*)?$/i;

/** The end of a masked link, from the bracket that closes its text. */
const REST = /\]\(([^()\s]*)\)/y;
/** The text of a masked link, when the string ends with that text. */
const WORDS = /\[([^[\]]*)$/;

/**
 * Whether a masked link names its host in its text, to every Markdown parser. `at` is the index of the
 * bracket that closes the text.
 */
export function isHonest(text: string, at: number): boolean {
  REST.lastIndex = at;
  const destination = REST.exec(text)?.[1] ?? '';
  const words = WORDS.exec(text.slice(Math.max(0, at - 2 * LONGEST_WORDS), at))?.[1];
  if (words === undefined || !PLAIN_ADDRESS.test(destination)) return false;
  const address = addressOf(destination);
  return address !== null && address.url === destination && HOST.test(address.host) && says(words, address.host);
}

/** Whether a link text is the host itself, or plain words followed by the host in brackets. */
function says(words: string, host: string): boolean {
  const named = / \(([^()]*)\)$/.exec(words);
  if (named?.[1] === host) return isPlain(words.slice(0, named.index));
  const [, bare = words] = /^`([^`]*)`$/.exec(words) ?? [];
  return withoutWww(bare.toLowerCase()) === withoutWww(host);
}

const isPlain = (words: string) =>
  /[\p{L}\p{N}]/u.test(words) && words.length <= LONGEST_WORDS && PLAIN_WORDS.test(words);
const withoutWww = (host: string) => host.replace(/^www\./, '');

/** Schemes that Discord's clients turn into links. */
const LINKED = /^(?:https?|discord|tel|sms|mailto):/i;
/** Invisible characters. */
const UNSEEN = /[\s\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Rewrites a masked link so that its address is visible: the host within the text if that is plain, or else
 * the whole address behind it.
 * @returns null when it leads nowhere that could be shown
 */
export function openedUp({ words, destination }: WrittenLink): string | null {
  const address = addressOf(destination);
  if (!address || !LINKED.test(address.url) || words.includes('](')) return null;
  const { host, url } = address;
  if (isPlain(words) && HOST.test(host)) {
    const link = `[${words} (${host})](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
    if (isHonest(link, link.lastIndexOf(']('))) return link;
  }
  const shown = `<${url}>`;
  return words.replaceAll(UNSEEN, '') === '' || words === destination ? shown : `${words} (${shown})`;
}
