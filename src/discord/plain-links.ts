import { isHonest, openedUp } from './links/honest-link.ts';
import { agreedCode, plainCode, type Stretch } from './links/plain-code.ts';
import { readTree, type WrittenLink } from './links/read-tree.ts';
import { withTrueHosts } from './links/true-address.ts';

/**
 * Rewrites a Markdown text so that everybody sees where its links lead.
 * - A masked link whose text hides its host gets the host behind the text.
 * - A text that looks like another address is not a link any more.
 * - A web address names its true host.
 *
 * The parse tree says what is a link. What Markdown parsers may read in two ways is made a link for none of
 * them: in the result, a `]` before a `(` or `:` and an address is only left in unambiguous code, and in
 * links whose text names their host. Pass the text exactly as it is sent. A later cut could end code, and
 * turn what was in it into links.
 */
export function plainLinks(markdown: string): string {
  const text = markdown.replaceAll(LINE_END, '\n');
  const shown = withoutMasks(text.replaceAll(CONTROL, '').replaceAll(BETWEEN, ']'));
  return shown === text ? markdown : shown;
}

/**
 * Repeats until nothing changes. Every round leaves fewer brackets that could belong to a link. Honest texts
 * need one round, and no text that was found needs more than four.
 */
function withoutMasks(text: string, rounds = ROUNDS): string {
  if (rounds === 0) return text.replaceAll('](', '] (').replaceAll(']:', ']\\:');
  const next = outsideCode(withoutHiding(text), withTrueHosts);
  return next === text ? text : withoutMasks(next, rounds - 1);
}

const ROUNDS = 12;
/** Characters that a parser drops, or that nobody sees, must not be all that separates a `]` from its `(`. */
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
  // An address in code is left alone. Then no `](` outside may stay either: it could swallow the opening
  // backtick.
  const relied = [...coded].some((at) => isAddress(text, at));
  const bad = found.filter(
    (at) => !coded.has(at) && (isAddress(text, at) || (relied && text[at + 1] === '(')) && !isHonest(text, at),
  );
  if (bad.length === 0) return text;
  const numbers = numbersOf(text);
  return rewritten(text, bad, (at) => tree?.links.get(numbers.get(at) ?? -1));
}

const SIMPLE_WORDS = /\[([^[\]\n]{0,200})$/;
const SIMPLE_REST = /\]\(([^()\s<>]*)\)/y;

/** A link without brackets inside, also where the tree sees code, because other readers may not. */
function simplyWritten(text: string, at: number): WrittenLink | undefined {
  SIMPLE_REST.lastIndex = at;
  const [rest, destination = ''] = SIMPLE_REST.exec(text) ?? [];
  const words = SIMPLE_WORDS.exec(text.slice(Math.max(0, at - 201), at))?.[1];
  return rest === undefined || words === undefined ? undefined : { whole: `[${words}${rest}`, words, destination };
}

/** Rewrites the links whose bounds are known. Any other is broken apart. */
function rewritten(text: string, bad: readonly number[], linkAt: (at: number) => WrittenLink | undefined): string {
  const parts: string[] = [];
  let done = 0;
  for (const at of bad) {
    if (at < done) continue;
    const link = text[at + 1] === '(' ? (linkAt(at) ?? simplyWritten(text, at)) : undefined;
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

/** The number of closing brackets before each closing bracket, by its index. */
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

/**
 * Whether any Markdown parser could take what follows a closing bracket for an address: it has a scheme, or a
 * host, or an entity that may decode to one.
 */
function isAddress(text: string, at: number): boolean {
  START.lastIndex = at + 1;
  START.test(text);
  const seen = text
    .slice(START.lastIndex, START.lastIndex + LOOKED_AT)
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');
  return SCHEME.test(seen.replaceAll('\\', '')) || SLASHES.test(seen) || ENTITY.test(seen);
}

/** Changes a text except for its code. */
function outsideCode(text: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const [from, to] of [...plainCode(text), [text.length, text.length] as Stretch]) {
    parts.push(change(text.slice(done, from)), text.slice(from, to));
    done = to;
  }
  return parts.join('');
}
