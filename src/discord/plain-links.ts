const MASKED = /(?<!!)\[([^\]\n]{1,300})\]\(\s*<?(https?:\/\/[^\s)>]+)>?(?:\s+"[^"\n]*")?\s*\)/g;
const HOST = /(?:^|[\s/@.(])((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})/u;

/**
 * Links that say they lead elsewhere: where the words of a link look like an address of another host than the one it leads to, the true
 * address is put beside them instead. Links with plain words stay. Inside code nothing is a link.
 */
export function plainLinks(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(MASKED, (link, words: string, target: string) =>
            misleads(words, target) ? `${words} (<${target}>)` : link,
          ),
    )
    .join('');
}

function misleads(words: string, target: string): boolean {
  const said = HOST.exec(words.normalize('NFKC').toLowerCase())?.[1];
  const host = URL.canParse(target) ? new URL(target).hostname.toLowerCase() : null;
  if (said === undefined) return false;
  return host === null || (bare(said) !== bare(host) && !host.endsWith(`.${bare(said)}`));
}

const bare = (host: string) => host.replace(/^www\./, '');
