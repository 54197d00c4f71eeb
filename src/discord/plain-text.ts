import { beginning, graphemeCut } from '../graphemes.ts';
import { drawn } from './drawn/drawn.ts';
import { type Excerpt, excerpt } from './excerpt.ts';
import { agreedCode } from './links/plain-code.ts';
import { readTree } from './links/read-tree.ts';
import { plainLinks } from './plain-links.ts';
import { withoutSpoilers } from './spoilers.ts';

/**
 * Bidirectional control characters. Texts in Arabic or Hebrew need none of them, and they can make an address
 * read backwards.
 */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Combining marks beyond the fourth on one letter. No script needs them. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/** Removes bidirectional controls and piled-up combining marks. */
export const readable = (text: string): string => text.replaceAll(TURNS, '').replaceAll(PILED, '$1');

/**
 * The beginning of a text from outside on one line, about `most` characters long, for places that show no
 * Markdown. Its spoilers are only named.
 */
export const oneLine = (text: string, most: number): string =>
  readable(beginning(withoutSpoilers(text), most))
    .replace(/\s+/g, ' ')
    .trim();

/** A heading, also within a quote or a list. */
const HEADING = /^([ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?)(#{1,3}[ \t].*)$/gm;
/** A heading like ours above the answers of a ballot (`A` to `P`). Greek and Cyrillic look-alikes count. */
const OURS = /^#{1,3}\s+[A-PАВСЕНІЈКМОРΑΒΕΗΙΚΜΝΟΡ]\s*(?:·.*)?$/;
/** Formatting marks and invisible characters. */
const UNSEEN = /[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\\*_~`|]/gu;

/** Escapes the headings that could pass for ours above an answer. Code holds no headings. */
export function withoutOurHeadings(markdown: string): string {
  const ours = [...markdown.matchAll(HEADING)].filter(([, , heading = '']) =>
    OURS.test(heading.normalize('NFKC').replaceAll(UNSEEN, '')),
  );
  if (ours.length === 0) return markdown;
  const code = agreedCode(markdown, readTree(markdown));
  const live = ours.filter(({ index }) => !code.some(([from, to]) => index >= from && index < to));
  const places = live.map(({ index, 1: before = '' }) => index + before.length);
  return [0, ...places].map((from, at) => markdown.slice(from, places[at])).join('\\');
}

/**
 * Makes a reply safe to show in public: links say where they lead, nothing reads backwards, and no heading
 * passes for that of another answer.
 */
export const plainReply = (markdown: string): string => withoutOurHeadings(plainLinks(readable(markdown)));

/** A reply of which at least the first `max` characters are drawn. */
function drawnInSight(reply: string, max: number): string {
  for (let near = 3 * max; ; near *= 2) {
    const seam = seamOf(reply, near);
    const part = drawn(readable(reply.slice(0, seam)));
    if (part.length > max || seam === reply.length) return part + reply.slice(seam);
  }
}

/** Where a reply is parted for that: between paragraphs or lines, if possible. */
function seamOf(reply: string, near: number): number {
  if (reply.length <= near) return reply.length;
  const paragraph = reply.lastIndexOf('\n\n', near);
  if (paragraph > near / 2) return paragraph;
  return Math.max(0, reply.lastIndexOf('\n', near)) || graphemeCut(reply, near);
}

/** How often a reply is cut again after it was made safe, which can make it longer than the room. */
const TRIES = 6;

/**
 * The beginning of a reply in at most `max` characters (at least 20), made safe to show in public. It is cut
 * before it is made safe, because a cut changes what is code and what is a link. So a long reply costs little
 * more than a short one. Its rest is only looked through for the end of what the cut falls into.
 */
export function shownReply(reply: string, max: number): Excerpt {
  const whole = drawnInSight(reply, max);
  let room = max;
  for (let tries = 0; tries < TRIES && room >= 20; tries++) {
    const { text, cut } = excerpt(whole, room);
    const shown = plainReply(text);
    if (shown.length <= max) return { text: shown, cut };
    room = Math.floor((room * max) / shown.length) - 8;
  }
  return { text: '…', cut: true };
}

const LINK = /\]\(/g;
/** The room for a host and its brackets behind a link's text. */
const HOST_LENGTH = 40;

/** The room that a reply takes on the screen, about, in characters. */
export const roomWanted = (reply: string): number =>
  reply.length + HOST_LENGTH * (reply.slice(0, 4000).match(LINK)?.length ?? 0);
