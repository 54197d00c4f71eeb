import { isHonest, openedUp } from './links/honest-link.ts';
import { agreedCode, plainCode, type Stretch } from './links/plain-code.ts';
import { readTree, type WrittenLink } from './links/read-tree.ts';
import { withTrueHosts } from './links/true-address.ts';

/**
 * Where every link leads is in sight: words that hide it get its host behind them, words that look like another address are no link any more, and web
 * addresses name their true host. The parse tree says what is a link. What readers of Markdown may take in two ways is taken for a link by none: in
 * the result a `]` stands before a `(` or `:` and an address only in code that is code to everybody, and in links whose words name their host.
 * Give it the text as it is sent, cut already: a cut may end code, and make links of what stood in it.
 */
export function plainLinks(markdown: string): string {
  const text = markdown.replaceAll(LINE_END, '\n');
  const shown = withoutMasks(text.replaceAll(CONTROL, '').replaceAll(BETWEEN, ']'));
  return shown === text ? markdown : shown;
}

/** Every round leaves fewer brackets that could be a link's; what others wrote in earnest needs one, and nothing that was found more than four. */
function withoutMasks(text: string, rounds = ROUNDS): string {
  if (rounds === 0) return text.replaceAll('](', '] (').replaceAll(']:', ']\\:');
  const next = outsideCode(withoutHiding(text), withTrueHosts);
  return next === text ? text : withoutMasks(next, rounds - 1);
}

const ROUNDS = 12;
/** What is taken away on the way to a parser, or not seen, must not be what keeps a link apart. */
const LINE_END = /\r\n?/g;
const CONTROL = /(?![\n\t])\p{Cc}/gu;
const BETWEEN = /\][\p{Cf}\p{Default_Ignorable_Code_Point}]+(?=[(:])/gu;
const AFTER_WORDS = /\](?=[(:])/g;

function withoutHiding(text: string): string {
  const found = [...text.matchAll(AFTER_WORDS)].map(({ index }) => index);
  if (found.length === 0) return text;
  const tree = found.some((at) => isAddress(text, at)) ? readTree(text) : null;
  const code = agreedCode(text, tree);
  const coded = new Set(found.filter((at) => code.some(([from, to]) => at >= from && at < to)));
  // As long as code is relied upon, nothing outside of it may swallow where it begins.
  const relied = [...coded].some((at) => isAddress(text, at));
  const bad = found.filter(
    (at) => !coded.has(at) && (isAddress(text, at) || (relied && text[at + 1] === '(')) && !isHonest(text, at),
  );
  if (bad.length === 0) return text;
  const numbers = numbersOf(text);
  return rewritten(text, bad, (at) => tree?.links.get(numbers.get(at) ?? -1));
}

/** Links in other words where the tree knows their bounds; what is left is taken apart. */
function rewritten(text: string, bad: readonly number[], linkAt: (at: number) => WrittenLink | undefined): string {
  const parts: string[] = [];
  let done = 0;
  for (const at of bad) {
    if (at < done) continue;
    const link = text[at + 1] === '(' ? linkAt(at) : undefined;
    const from = at - (link?.words.length ?? 0) - 1;
    const shown = link && from >= done && text.startsWith(link.whole, from) ? openedUp(link) : null;
    if (link && shown !== null) {
      parts.push(text.slice(done, from), shown);
      done = from + link.whole.length;
    } else {
      parts.push(text.slice(done, at + 1), text[at + 1] === '(' ? ' ' : '\\');
      done = at + 1;
    }
  }
  return parts.join('') + text.slice(done);
}

/** How many closing brackets stand before each. */
function numbersOf(text: string): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (let at = text.indexOf(']'); at >= 0; at = text.indexOf(']', at + 1)) numbers.set(at, numbers.size);
  return numbers;
}

const START = /[(:][\s\p{C}\p{Default_Ignorable_Code_Point}]*<?[\p{C}\p{Default_Ignorable_Code_Point}]*/uy;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const SLASHES = /^[\\/]{2}/;
const ENTITY = /^[^)]*&#?\w+;/;
const LOOKED_AT = 100;

/** Whether what stands behind a closing bracket may be an address to any reader: with a scheme, or a host, or something that may be decoded to one. */
function isAddress(text: string, at: number): boolean {
  START.lastIndex = at + 1;
  START.test(text);
  const seen = text
    .slice(START.lastIndex, START.lastIndex + LOOKED_AT)
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');
  return SCHEME.test(seen.replaceAll('\\', '')) || SLASHES.test(seen) || ENTITY.test(seen);
}

/** Changes a text wherever it is no code. */
function outsideCode(text: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const [from, to] of [...plainCode(text), [text.length, text.length] as Stretch]) {
    parts.push(change(text.slice(done, from)), text.slice(from, to));
    done = to;
  }
  return parts.join('');
}
