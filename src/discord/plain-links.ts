const CODE = '```[\\s\\S]*?```|`[^`\\n]+`';
/** Words in brackets, which may hold brackets themselves, and an address; as Discord's client reads them, which knows no pictures: a `!` in front changes nothing. */
const LINK =
  '\\[(?<words>(?:\\[[^\\]]{0,300}\\]|[^[\\]]){1,300})\\]\\(\\s*<?(?<target>https?:\\/\\/[^\\s)>]+)>?(?:\\s+["\'][^"\'\\n]*["\'])?\\s*\\)';
const EITHER = new RegExp(`${CODE}|${LINK}`, 'gi');
const HOST = /(?:^|[^\p{L}\p{N}.-])((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})/u;
/** What is not seen, and what Markdown takes away: formatting, escapes, and marks above and below letters. */
const UNSEEN = /[\p{Cf}\p{M}\\*_~`|]/gu;
/** Full stops of other scripts, which browsers read as dots. */
const DOTS = /[。｡․]/g;

/**
 * Links that say they lead elsewhere: where the words of a link look like an address of another host than the one it leads to, the true
 * address is put beside them instead. Links with plain words stay. Inside code nothing is a link.
 */
export const plainLinks = (markdown: string): string =>
  markdown.replaceAll(EITHER, (whole: string, ...rest: unknown[]) => {
    const { words, target } = rest.at(-1) as { words?: string; target?: string };
    return words !== undefined && target !== undefined && misleads(words, target) ? `${words} (<${target}>)` : whole;
  });

function misleads(words: string, target: string): boolean {
  const seen = words.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll(DOTS, '.').toLowerCase();
  const said = HOST.exec(seen)?.[1];
  const host = URL.canParse(target) ? new URL(target).hostname.toLowerCase() : null;
  if (said === undefined) return false;
  return host === null || (bare(said) !== bare(host) && !host.endsWith(`.${bare(said)}`));
}

const bare = (host: string) => host.replace(/^www\./, '');
