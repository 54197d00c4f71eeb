/**
 * Which parts of a Markdown text are code. Readers differ, and so do those who ask.
 * Of a message, Discord's own reading counts (`discordCode`).
 * Of a model's reply, the one that a lone backtick misleads least (`writtenCode`).
 * What changes a text leaves alone whatever anybody may take for code (`anyCode`).
 * Links need the opposite, code on which all agree: `discord/links/plain-code.ts`.
 */
export interface Code {
  from: number;
  /** Exclusive. */
  to: number;
  /** false: a fence that never closes, and so reaches to the end of the text. */
  closed: boolean;
}

const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))*[ \t]*/;
const OPENING = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;

/**
 * Code as models write it: blocks between fences that begin their lines, also in lists and quotes, and spans
 * between equally many backticks of one line. Sorted, without overlaps. Linear in the text's length.
 */
export function writtenCode(text: string): Code[] {
  const code: Code[] = [];
  let open: { from: number; fence: string } | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const [containers = ''] = CONTAINERS.exec(line) ?? [];
    const opening: RegExpExecArray | null = open ? null : OPENING.exec(line.slice(containers.length));
    const fence: string | undefined = opening?.[1] ?? opening?.[2];
    if (open) {
      const end = CLOSING.exec(line)?.[1] ?? '';
      if (end.startsWith(open.fence)) {
        code.push({ from: open.from, to: start + line.length, closed: true });
        open = null;
      }
    } else if (fence) open = { from: start, fence };
    else for (const { from, to } of spansOf(line)) code.push({ from: start + from, to: start + to, closed: true });
    start += line.length + 1;
  }
  if (open) code.push({ from: open.from, to: text.length, closed: false });
  return code;
}

/** Code between two runs of equally many backticks. */
function spansOf(line: string): { from: number; to: number }[] {
  const runs = runsIn(line);
  const spans: { from: number; to: number }[] = [];
  let done = 0;
  for (const { from, length } of runs.all) {
    if (from < done) continue;
    const end = runs.next(length, from + length);
    if (end === null) continue;
    done = end + length;
    spans.push({ from, to: done });
  }
  return spans;
}

const ESCAPE_OR_RUN = /\\[^0-9A-Za-z\s]|`+/g;

/**
 * Code as Discord reads a message: between three backticks or equally many, wherever they stand, over lines
 * too, and only where they are closed. Sorted, without overlaps. Linear in the text's length.
 */
export function discordCode(text: string): Code[] {
  const runs = runsIn(text);
  const code: Code[] = [];
  ESCAPE_OR_RUN.lastIndex = 0;
  for (let found = ESCAPE_OR_RUN.exec(text); found; found = ESCAPE_OR_RUN.exec(text)) {
    const { index: from, 0: run } = found;
    if (run.startsWith('\\')) continue;
    const to = endOfBlock(text, from, run) ?? endOfSpan(runs, from, run);
    if (to === null) continue;
    code.push({ from, to, closed: true });
    ESCAPE_OR_RUN.lastIndex = to;
  }
  return code;
}

/** The name of a language on the line of a fence, and empty lines. */
const HEAD = /(?:[a-z0-9_+\-.#]+\n)?\n*/iy;

/** One character at least stands in a block, be it a backtick, or the last of the empty lines. */
function endOfBlock(text: string, from: number, run: string): number | null {
  if (run.length < 3) return null;
  HEAD.lastIndex = from + 3;
  const inner = from + 3 + (HEAD.exec(text)?.[0].length ?? 0);
  const end = text.indexOf('```', inner + 1);
  const nearest = end === -1 ? text.indexOf('```', from + 4) : end;
  return nearest === -1 ? null : nearest + 3;
}

/** A run without a partner of its length gives its last backticks to the next shorter one. */
function endOfSpan(runs: Runs, from: number, run: string): number | null {
  for (let length = run.length; length > 0; length--) {
    const end = runs.next(length, from + run.length);
    if (end !== null) return end + length;
  }
  return null;
}

/**
 * Whatever any reader may take for code: all of the above, and what follows three backticks that stay open.
 * Sorted, without overlaps.
 */
export function anyCode(text: string): Code[] {
  const all = merged([...writtenCode(text), ...discordCode(text)]);
  const inAny = codeAt(all);
  for (let at = text.indexOf('```'); at !== -1; at = text.indexOf('```', at + 1)) {
    if (!inAny(at)) return merged([...all, { from: at, to: text.length, closed: false }]);
  }
  return all;
}

function merged(code: readonly Code[]): Code[] {
  const out: Code[] = [];
  for (const one of code.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (!last || one.from >= last.to) out.push({ ...one });
    else if (one.to > last.to) Object.assign(last, { to: one.to, closed: one.closed });
  }
  return out;
}

/** Finds the code, sorted and without overlaps, in which a place stands; null where it stands in none. */
export const codeAt =
  (code: readonly Code[]) =>
  (at: number): Code | null => {
    let [low, high] = [0, code.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (code[middle]!.to <= at) low = middle + 1;
      else high = middle;
    }
    const one = code[low];
    return one !== undefined && one.from <= at ? one : null;
  };

/** Changes a text except for its code, which is sorted and without overlaps. */
export function outside(text: string, code: readonly Code[], change: (part: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { from, to } of code) {
    parts.push(change(text.slice(done, from)), text.slice(from, to));
    done = to;
  }
  return parts.join('') + change(text.slice(done));
}

interface Runs {
  all: readonly { from: number; length: number }[];
  /** Where the first run of exactly this length begins, from a place that only grows; null if none does. */
  next(length: number, from: number): number | null;
}

function runsIn(text: string): Runs {
  const all = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({ from: index, length: run.length }));
  const byLength = new Map<number, { at: number; places: number[] }>();
  for (const { from, length } of all) {
    const same = byLength.get(length) ?? { at: 0, places: [] };
    byLength.set(length, same);
    same.places.push(from);
  }
  return {
    all,
    next(length, from) {
      const same = byLength.get(length);
      if (!same) return null;
      while (same.at < same.places.length && same.places[same.at]! < from) same.at++;
      return same.places[same.at] ?? null;
    },
  };
}
