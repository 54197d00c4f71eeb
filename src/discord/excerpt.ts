import { graphemeCut } from '../graphemes.ts';
import { findOpenFence } from './open-fence.ts';
import { openMarks } from './open-marks.ts';
import { isInSpoiler } from './spoilers.ts';

/** The beginning of a text. */
export interface Excerpt {
  text: string;
  /** Whether anything was left out. */
  cut: boolean;
}

/**
 * The beginning of a Markdown text in at most `max` characters (at least 20). It is cut at the end of a
 * paragraph, line or word if one is near, and never within a grapheme. What the cut falls into is closed, so
 * that it does not swallow what follows, and a spoiler stays one. A link is left out whole.
 */
export function excerpt(text: string, max: number): Excerpt {
  if (text.length <= max) return { text, cut: false };
  // Room for "\n```\n…"; longer marks take their own length.
  for (let room = max - 6; room > 0; ) {
    const closed = closedAt(text, cutAtBoundary(text, room));
    if (closed.length <= max) return { text: closed, cut: true };
    room -= closed.length - max;
  }
  return { text: '…', cut: true };
}

/**
 * The code fence that is still open at the end of a Markdown text.
 * @returns null when none is open
 */
export const openFence = (text: string): string | null => findOpenFence(text)?.fence ?? null;

const FENCE_LINE = /(?:^|\n)([ \t>]*)(?:`{3,}|~{3,})$/;

/** Cuts a text here, or before what cannot be cut, and closes what is open. */
function closedAt(text: string, cut: number): string {
  const at = trimmed(text, cut);
  if (at === 0) return '…';
  const head = text.slice(0, at);
  const fence = findOpenFence(head);
  if (fence && head.slice(fence.inner).replace(/[>\s]+/g, '') === '')
    return closedAt(text, lineStart(text, fence.from));
  // Of fences, the lines alone decide. Where Discord reads them in another way, nothing that follows is lost.
  const open = openMarks(text, at).filter(({ from, closing }) => closing !== '```' && (!fence || from < fence.from));
  const last = open.at(-1);
  if (last && !fence) {
    if (last.closing === null || head.slice(last.inner).trim() === '') return closedAt(text, last.from);
    if (at > last.innerEnd) return closedAt(text, last.innerEnd);
  }
  const marks = open.map(({ closing }) => closing ?? '').reverse();
  if (isInSpoiler(text, at) && !marks.includes('||')) marks.push('||');
  // A backtick next to one of ours would make a longer mark.
  const space = !fence && marks[0]?.startsWith('`') && head.endsWith('`') ? ' ' : '';
  const behind = marks.join('');
  // Behind a closing fence on its line, a mark would open the code block again.
  const [, fenced] = behind === '' ? [] : (FENCE_LINE.exec(head) ?? []);
  if (!fence) return `${head}${fenced === undefined ? space : `\n${fenced}`}${behind}\n…`;
  const line = fence.closing.startsWith('\n') ? fence.closing.slice(0, -fence.fence.length) : '';
  return `${head}${fence.closing}${behind === '' ? '' : `${line}${behind}`}\n…`;
}

/** A quote, list item or heading without words. */
const BARE = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,3})[ \t]*)+$/;

/** The cut without the white space before it, and without half of an escape or of a run of marks. */
function trimmed(text: string, cut: number): number {
  let at = text.slice(0, cut).trimEnd().length;
  const line = text.lastIndexOf('\n', at - 1) + 1;
  if (at - line < 40 && BARE.test(text.slice(line, at))) return trimmed(text, line);
  const mark = text[at] ?? '';
  if ('*_~|`'.includes(mark) && text[at - 1] === mark) {
    const run = /[*_~|`]+$/.exec(text.slice(Math.max(0, at - 16), at))?.[0].length ?? 0;
    return trimmed(text, at - Math.max(1, run));
  }
  const [slashes = ''] = /\\*$/.exec(text.slice(0, at)) ?? [];
  if (slashes.length % 2 === 1) at -= 1;
  return at;
}

/** Where the line begins that holds this place, or the place itself when words stand before it. */
function lineStart(text: string, at: number): number {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  return /[^\s>\-*+\d.)]/.test(text.slice(from, at)) ? at : from;
}

function cutAtBoundary(text: string, max: number): number {
  const cut = graphemeCut(text, max);
  const head = text.slice(0, cut);
  for (const boundary of ['\n\n', '\n', ' ']) {
    const at = head.lastIndexOf(boundary);
    if (at > max * 0.6) return at;
  }
  return cut;
}
