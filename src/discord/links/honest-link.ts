import type { WrittenLink } from './read-tree.ts';
import { addressOf } from './true-address.ts';

/** Words in which no reader of Markdown finds anything but words, and no address: a full stop or colon only at the end of one. */
const PLAIN_WORDS = /^(?:[\p{L}\p{N}\p{M} ,'’‘"“”„!?&+()–—…%-]|[.:;](?= |$))*$/u;
const LONGEST_WORDS = 100;
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
const PLAIN_ADDRESS = /^https?:\/\/[a-z0-9.:-]+(?:[/?#](?:[\w\-.~:/?#@!$+,;=%]|&(?!#?\w+;))*)?$/i;

/** A link that ends its words with `](` at this place. */
const REST = /\]\(([^()\s]*)\)/y;
/** Its words, and what stands before them, from behind. */
const WORDS = /\[([^[\]]*)$/;

/** Whether the link whose words end at a place says its host in them, to every reader. */
export function isHonest(text: string, at: number): boolean {
  REST.lastIndex = at;
  const destination = REST.exec(text)?.[1] ?? '';
  const words = WORDS.exec(text.slice(Math.max(0, at - 2 * LONGEST_WORDS), at))?.[1];
  if (words === undefined || !PLAIN_ADDRESS.test(destination)) return false;
  const address = addressOf(destination);
  return address !== null && address.url === destination && HOST.test(address.host) && says(words, address.host);
}

/** Words that are the host, or plain ones with the host behind them. */
function says(words: string, host: string): boolean {
  const named = / \(([^()]*)\)$/.exec(words);
  if (named?.[1] === host) return isPlain(words.slice(0, named.index));
  const [, bare = words] = /^`([^`]*)`$/.exec(words) ?? [];
  return withoutWww(bare.toLowerCase()) === withoutWww(host);
}

const isPlain = (words: string) =>
  /[\p{L}\p{N}]/u.test(words) && words.length <= LONGEST_WORDS && PLAIN_WORDS.test(words);
const withoutWww = (host: string) => host.replace(/^www\./, '');

/** What Discord's clients make links of. */
const LINKED = /^(?:https?|discord|tel|sms|mailto):/i;
/** What is not seen at all. */
const UNSEEN = /[\s\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** A link with where it leads in sight: in its words where they are plain, behind them where they are not. null: it leads nowhere that could be shown. */
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
