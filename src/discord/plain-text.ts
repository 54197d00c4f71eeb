import { type Excerpt, excerpt } from './excerpt.ts';
import { agreedCode } from './links/plain-code.ts';
import { readTree } from './links/read-tree.ts';
import { plainLinks } from './plain-links.ts';

/** Characters that turn the direction of what follows: a text in Arabic or Hebrew needs none of them, and an address can be made to read backwards. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** So many marks on one letter are none of any script. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/** Without what only turns, piles up and disguises. */
export const readable = (text: string): string => text.replaceAll(TURNS, '').replaceAll(PILED, '$1');

/** A heading, also in a quote or a list. */
const HEADING = /^([ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?)(#{1,3}[ \t].*)$/gm;
/** As our own headings above the answers of a ballot read, in letters that may be Greek or Cyrillic. */
const OURS = /^#{1,3}\s+[A-PАВСЕНІЈКМОРΑΒΕΗΙΚΜΝΟΡ]\s*(?:·.*)?$/;
/** Formatting, and what is not seen. */
const UNSEEN = /[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\\*_~`|]/gu;

/** A text in which no heading passes for one of ours above an answer; inside code there are none. */
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

/** A reply as everybody may see it: links say where they lead, directions stay, and nothing in it passes for another answer's heading. */
export const plainReply = (markdown: string): string => withoutOurHeadings(plainLinks(readable(markdown)));

/** How often a text that has grown past its room is cut again. */
const TRIES = 6;

/**
 * The beginning of a reply in at most `max` characters (at least 20), as everybody may see it. It is cut first: what a cut leaves of code and links is
 * read anew, and what is cut off costs nothing, however long it is.
 */
export function shownReply(reply: string, max: number): Excerpt {
  const beginning = readable(reply.slice(0, 2 * max));
  let room = max;
  for (let tries = 0; tries < TRIES && room >= 20; tries++) {
    const { text, cut } = excerpt(beginning, room);
    const shown = plainReply(text);
    if (shown.length <= max) return { text: shown, cut: cut || reply.length > 2 * max };
    room = Math.floor((room * max) / shown.length) - 8;
  }
  return { text: '…', cut: true };
}

const LINK = /\]\(/g;
/** A host behind a link's words, with brackets around it. */
const HOST_LENGTH = 40;

/** How much room a reply takes, about. */
export const roomWanted = (reply: string): number =>
  reply.length + HOST_LENGTH * (reply.slice(0, 4000).match(LINK)?.length ?? 0);
