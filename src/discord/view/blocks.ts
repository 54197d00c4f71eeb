import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIContainerComponent,
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APIMessageTopLevelComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';

import { beginning, shortened } from '../../graphemes.ts';
import type { PictureType } from '../../terms.ts';
import { oneLine } from '../plain-text.ts';
import { hasSpoiler } from '../spoilers.ts';

/** A message: components (Components V2), and the files that are attached. */
export interface MessageView {
  components: APIMessageTopLevelComponent[];
  files: ViewFile[];
  /** Each is shown by a `gallery` component. */
  pictures?: Picture[];
}

/** An attached picture. */
export interface Picture {
  name: string;
  bytes: Uint8Array;
  /** Absent: PNG. */
  type?: PictureType;
  /** Whether it stays covered until somebody presses it. */
  spoiler?: boolean;
  /** Its alt text, at most `limits.altText` characters. */
  alt: string;
  /** The id under which the message already has it: it is kept, and nothing is uploaded. */
  held?: string;
}

/** An attached text file. */
export interface ViewFile {
  name: string;
  text: string;
}

/** Accent colours of containers. */
export const accents = {
  working: 0x5865f2,
  voting: 0xf0b232,
  done: 0x23a55a,
  failed: 0xda373c,
  judge: 0x9b59b6,
} as const;

export const text = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content });

export const separator = (): APISeparatorComponent => ({
  type: ComponentType.Separator,
  divider: true,
  spacing: SeparatorSpacingSize.Small,
});

/** Shows an attached file, by its name. `words` is its text, whose spoilers keep the whole file covered. */
export const file = (name: string, words = ''): APIFileComponent => ({
  type: ComponentType.File,
  file: { url: `attachment://${name}` },
  ...(hasSpoiler(words) ? { spoiler: true } : {}),
});

/** Shows attached pictures beside each other. */
export const galleryOf = (pictures: readonly Picture[]): APIMediaGalleryComponent => ({
  type: ComponentType.MediaGallery,
  items: pictures.map(({ name, alt, spoiler }) => ({
    media: { url: `attachment://${name}` },
    description: alt,
    ...(spoiler ? { spoiler } : {}),
  })),
});

/** Shows an attached picture. */
export const gallery = (picture: Picture): APIMediaGalleryComponent => galleryOf([picture]);

export const container = (accent: number, components: APIComponentInContainer[]): APIContainerComponent => ({
  type: ComponentType.Container,
  accent_color: accent,
  components,
});

export const button = (
  label: string,
  customId: string,
  style: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Danger = ButtonStyle.Secondary,
  more: { disabled?: boolean } = {},
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: customId,
  ...more,
});

export const buttons = (...components: APIButtonComponentWithCustomId[]) => ({
  type: ComponentType.ActionRow as const,
  components,
});

/** A timestamp that each reader's client shows as a day, such as "1 March 2026". */
export const dayOf = (date: Date): string => `<t:${Math.floor(date.getTime() / 1000)}:D>`;

/** A timestamp that each reader's client shows as relative time, such as "in 59 minutes". */
export const relativeTime = (date: Date): string => `<t:${Math.floor(date.getTime() / 1000)}:R>`;

/**
 * A text from outside on one line of at most `max` characters, with its Markdown escaped. A spoiler is only
 * named. Only web addresses in plain letters stay links, because they are what they look like.
 */
export function quoteLine(words: string, max: number): string {
  return escaped(shortened(oneLine(words, 50 * max), max));
}

/** A line on which Discord acts on nothing but web addresses in plain letters. */
export const escaped = (line: string): string =>
  line
    .split(ADDRESS)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(ACTED_ON, '\\$&')))
    .join('');

/**
 * How a reply begins, on one line and without the marks of bold words, code and headings. Escaped, they would
 * be read as signs.
 */
export const quoteReply = (reply: string, max: number): string =>
  quoteLine(oneLine(reply, 50 * max).replace(/^#{1,6} |\*\*|__|~~|`+/g, ''), max);

/**
 * A web address in plain letters that ends at white space. It is not escaped: a backslash inside it or right
 * behind it would become part of it.
 */
const ADDRESS = /(?<![^\s])(https?:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#][a-z0-9\-./?#=&%+,:;@!$']*)?)(?=\s|$)/i;
const ACTED_ON = /[\\*_~`|<>[\]()#]|:(?=\/\/)/g;

/** A name from outside, made safe to stand between backticks. */
export const inBackticks = (name: string, max = 80): string =>
  beginning(
    oneLine(name, 50 * max)
      .replace(/[`\s]+/g, ' ')
      .trim(),
    max,
  ) || '?';

/** A bar such as `▰▰▰▱▱▱▱▱▱▱`. `share` is from 0 to 1. */
export function bar(share: number, width = 10): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return '▰'.repeat(full) + '▱'.repeat(width - full);
}
