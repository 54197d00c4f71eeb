/** A mark that is open at a cut, or a thing that no cut may go through. */
export interface OpenMark {
  from: number;
  /** Where its content starts. */
  inner: number;
  /** Where its content ends. A cut behind that goes through the closing mark. */
  innerEnd: number;
  /** What closes it. null for what has to be left out whole, such as a link. */
  closing: string | null;
}

/** How far behind a cut the closing marks are looked for. */
const LOOKED_AHEAD = 8000;

const MARKS: readonly (readonly [string, RegExp])[] = [
  ['||', /\|\|[\s\S]+?\|\|/y],
  ['```', /```[\s\S]+?```/y],
  ['**', /\*\*(?:\\[\s\S]|[^\\])+?\*\*(?!\*)/y],
  ['__', /__(?:\\[\s\S]|[^\\])+?__(?!_)/y],
  ['~~', /~~[\s\S]+?~~(?!_)/y],
  ['*', /\*(?=\S)(?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?\*(?!\*)/y],
  ['_', /\b_(?:__|\\[\s\S]|[^\\_])+?_\b/y],
];
const CODE = /(`+)[\s\S]*?[^`]\1(?!`)/y;
const ESCAPE = /\\[^0-9A-Za-z\s]/y;
/** A link, a web address, or what stands in angle brackets, such as a mention or an emoji of a server. */
const WHOLE = [
  /!?\[(?:\[[^\]]*\]|[^[\]])*\]\((?:\([^)\n]*\)|\\.|[^()\n])*\)/y,
  /https?:\/\/[^\s<]+/y,
  /<[^<>\s]{1,400}>/y,
];
/** A quote or a heading, at the beginning of a line. No mark reaches out of it. */
const BLOCKS = [/>>> [\s\S]*/y, /(?:> [^\n]*(?:\n|$))+/y, /(?:#{1,3}|-#) [^\n]*/y];
const SPECIAL = /[\\`|*_~[!h<>#\n-]/g;

/**
 * What is open in a Markdown text at the cut, outermost first, as Discord reads it. A mark that is never
 * closed is no mark.
 */
export function openMarks(text: string, cut: number): OpenMark[] {
  return within(text.slice(0, cut + LOOKED_AHEAD), 0, cut, true);
}

function within(text: string, offset: number, cut: number, blocks: boolean): OpenMark[] {
  const missing = new Set<string>();
  const matched = (rule: RegExp, at: number): string | null => {
    rule.lastIndex = at;
    return rule.exec(text)?.[0] ?? null;
  };
  const nested = (from: number, to: number, inBlock: boolean) =>
    within(text.slice(from, to), offset + from, cut, inBlock);
  const end = cut - offset;
  for (let at = 0; at < end; ) {
    if (blocks && (at === 0 || text[at - 1] === '\n')) {
      const block = BLOCKS.map((rule) => matched(rule, at)).find((found) => found !== null);
      if (block) {
        if (at + block.length > end) return nested(at + block.search(/ /) + 1, at + block.length, false);
        at += block.length;
        continue;
      }
    }
    const found = foundAt(text, at, matched, missing);
    if (found && at + found.length > end) {
      const { length, mark } = found;
      const [from, inner, innerEnd] = [at, at + mark.length, at + length - mark.length];
      const one: OpenMark = {
        from: offset + from,
        inner: offset + inner,
        innerEnd: offset + innerEnd,
        closing: found.whole ? null : mark,
      };
      const flat = found.whole || mark.includes('`');
      return flat || end <= inner || end > innerEnd ? [one] : [one, ...nested(inner, innerEnd, mark === '||')];
    }
    SPECIAL.lastIndex = at + (found ? found.length : Math.max(1, runAt(text, at)));
    at = SPECIAL.exec(text)?.index ?? text.length;
  }
  return [];
}

/** The length of a run of one and the same formatting mark. */
function runAt(text: string, at: number): number {
  const mark = text[at] ?? '';
  if (!'*_~|`'.includes(mark)) return 1;
  let to = at;
  while (text[to] === mark) to++;
  return to - at;
}

interface Found {
  length: number;
  mark: string;
  whole: boolean;
}

function foundAt(
  text: string,
  at: number,
  matched: (rule: RegExp, at: number) => string | null,
  missing: Set<string>,
): Found | null {
  const sign = text[at] ?? '';
  if (sign === '\\') {
    const escaped = matched(ESCAPE, at);
    return escaped === null ? null : { length: escaped.length, mark: '', whole: true };
  }
  if ('[!h<'.includes(sign)) {
    const whole = WHOLE.map((rule) => matched(rule, at)).find((one) => one !== null);
    return whole ? { length: whole.length, mark: '', whole: true } : null;
  }
  let best: Found | null = null;
  for (const [mark, rule] of MARKS) {
    if (!text.startsWith(mark, at) || missing.has(mark)) continue;
    const whole = matched(rule, at);
    // What has no end here has none further on. A single star or line is judged by what is next to it.
    if (whole === null && mark.length > 1) missing.add(mark);
    if (whole !== null && whole.length > (best?.length ?? 0)) best = { length: whole.length, mark, whole: false };
    if (best && (mark === '||' || mark === '```')) return best;
  }
  if (best || sign !== '`') return best;
  const mark = '`'.repeat(runAt(text, at));
  if (missing.has(`code ${mark}`)) return null;
  const code = matched(CODE, at);
  if (code?.startsWith(`${mark}\``) === false) return { length: code.length, mark, whole: false };
  missing.add(`code ${mark}`);
  return null;
}
