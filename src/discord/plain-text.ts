import { plainLinks } from './plain-links.ts';

/** Characters that turn the direction of what follows: a text in Arabic or Hebrew needs none of them, and an address can be made to read backwards. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** So many marks on one letter are none of any script. */
const PILED = /(\p{M}{4})\p{M}+/gu;
/** Our own headings above the answers of a ballot; inside code they are none. */
const OUR_HEADING = /```[\s\S]*?```|^(?<heading>#{1,3}[ \t]+[A-P](?:[ \t]*·.*)?[ \t]*)$/gm;

/** Without what only turns, piles up and disguises. */
export const readable = (text: string): string => text.replaceAll(TURNS, '').replaceAll(PILED, '$1');

/** A reply as everybody may see it: links say where they lead, directions stay, and nothing in it passes for another answer's heading. */
export const plainReply = (markdown: string): string =>
  plainLinks(readable(markdown)).replaceAll(OUR_HEADING, (whole: string, ...rest: unknown[]) =>
    (rest.at(-1) as { heading?: string }).heading === undefined ? whole : `\\${whole}`,
  );
