import type { Format } from './format.ts';

/** What stands in for a text while a layout is asked for its structure; no format has it. */
const HOLES = { prompt: '\ue001', first: '\ue002', second: '\ue003', rubric: '\ue004' };
const HOLE = /[\ue001-\ue004]/;
/** What replacing brackets and quotes can make harmless; words alone can only be put in quotes. */
const SIGN = /[<>[\]{}|"#]/;

export interface Marks {
  /** Matches anywhere: it holds a bracket, a quote or a hash. */
  signs: RegExp | null;
  /** Plain words, which are structure only at the beginning of a line. */
  words: RegExp | null;
}

const known = new WeakMap<Format, Marks>();

/**
 * A format's own structure, found in its layout: what stands right before and right behind question and
 * replies, and its verdicts. For the folded text (`fold.ts`).
 */
export function marksOf(format: Format): Marks {
  const before = known.get(format);
  if (before) return before;
  const { verdicts, alsoMarks } = format;
  const marks = [...new Set([...edgesOf(format), ...[verdicts.first, verdicts.second].flatMap(linesOf)])];
  const found: Marks = {
    signs: union(marks.filter((mark) => SIGN.test(mark)).map(pattern), (all) => all),
    words: union(
      [...marks.filter((mark) => !SIGN.test(mark)).map(pattern), ...(alsoMarks === undefined ? [] : [alsoMarks])],
      (all) => `^[ \\t]*(?:[-*>+] )?[*_\`~]{0,6}(?:${all})`,
    ),
  };
  known.set(format, found);
  return found;
}

/** The lines that touch question and replies. A layout with roles has none: its marks are a template's. */
function edgesOf({ layOut, prepare }: Format): string[] {
  return [layOut(HOLES).user, ...(prepare ? [prepare.layOut(HOLES.prompt)] : [])].flatMap((user) => {
    const parts = user.split(HOLE);
    return parts.flatMap((part, i) => {
      const lines = linesOf(part);
      return [...(i > 0 ? lines.slice(0, 1) : []), ...(i < parts.length - 1 ? lines.slice(-1) : [])];
    });
  });
}

/** Lines that say something: a brace alone is no structure, and numbers in a box are ordinary mathematics. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/[#\s]+$/, ''))
    .filter((line) => /[\p{L}\p{N}]{2}|[\p{L}\p{N}]\W*\]/u.test(line) && !/^\\boxed\{[\d, ]+\}$/.test(line));

/** A heading of any depth; inside a line only of two or more, because of C# and #tags. */
const HASHES = '(?:^[ \\t]*#+|(?<!#)##+)';

/** A mark however it is spaced and emphasised. Its parts never match the same characters side by side. */
const pattern = (mark: string): string =>
  (mark.match(/[\p{L}\p{N}]+|#+|[^\s*_`~\p{L}\p{N}]/gu) ?? [])
    .map((part) => (part.startsWith('#') ? HASHES : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')))
    .join('[\\s*_`~]*');

const union = (patterns: readonly string[], of: (all: string) => string): RegExp | null =>
  patterns.length === 0 ? null : new RegExp(of(patterns.join('|')), 'gim');
