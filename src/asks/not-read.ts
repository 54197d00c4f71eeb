import { beginning } from '../graphemes.ts';

const OPENING = 'Sent along and not read: ';
const NOTE = new RegExp(String.raw`\n\n\(${OPENING}([^\n]+)\)$`);
const MOST = 10;
const NAME_LENGTH = 80;

/**
 * Adds to a question what came along with it and could not be read, by name. Models then know that something
 * is missing, and so does everybody who reads the question.
 */
export function withNotRead(prompt: string, names: readonly string[]): string {
  if (names.length === 0) return prompt;
  const shown = names.slice(0, MOST).map(tidy);
  const more = names.length > MOST ? [`${names.length - MOST} more`] : [];
  return `${prompt}\n\n(${OPENING}${[...shown, ...more].join(', ')})`;
}

/** @returns the names that `withNotRead` added, with commas between; null when it added none. */
export const notReadOf = (prompt: string): string | null => NOTE.exec(prompt)?.[1] ?? null;

/** A file's name cannot end the note, nor begin a line of its own. */
const tidy = (name: string): string => beginning(name.replaceAll(/[\s\p{C}()]+/gu, ' ').trim(), NAME_LENGTH) || '?';
