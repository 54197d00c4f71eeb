import { graphemesOf } from '../graphemes.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element. Attribute values are escaped here. Children must be elements or `escaped` text. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`,
  );
  return children.length > 0
    ? `<${name}${written.join('')}>${children.join('')}</${name}>`
    : `<${name}${written.join('')}/>`;
}

const rounded = (value: number) => String(Math.round(value * 100) / 100);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for XML, and removes the characters that XML forbids. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);

/**
 * Makes a name drawable in our font: one line of at most `max` characters, with a box for every character
 * that the font lacks.
 */
export function drawable(name: string, max: number): string {
  const line = graphemesOf(
    name
      .replace(/(?!\u200d)[\s\p{C}]+/gu, ' ')
      .trim()
      .replace(/(?!\ufe0f)\p{M}/gu, ''),
  );
  const drawn = line.map((letter) =>
    /^(?:[ -~–—·…‘’“”]|[\p{L}\p{N}])$/u.test(letter) && inFont(letter) ? letter : '□',
  );
  if (drawn.length <= max) return drawn.join('');
  // What tells a judge from itself by other rules is not cut.
  const version = RULES.exec(drawn.join(''))?.[0] ?? '';
  const room = Math.max(1, max - 1 - version.length);
  return `${drawn.slice(0, room).join('').trimEnd()}…${version}`;
}

const RULES = / · rules \d{1,9}$/;

const inFont = (letter: string) => /[ -~–—·…‘’“”]|\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u.test(letter);
