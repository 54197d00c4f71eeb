import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { SaidError } from '../../said-error.ts';

/** Settings by name. */
export type Values = Readonly<Record<string, string>>;

/** The text of a file, or '' if it does not exist. */
export const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

/** The values that an .env file sets. A line without a value sets nothing. */
export const valuesOf = (text: string): Values =>
  Object.fromEntries(
    Object.entries(parseEnv(text)).filter(([, value]) => value !== undefined && value !== ''),
  ) as Values;

/**
 * Sets values in the text of an .env file: in the line of their name, or else at the end. Everything else
 * stays.
 */
export function withValues(text: string, values: Values): string {
  const left = new Map(Object.entries(values));
  const lines = text.split('\n').map((line) => {
    const name = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/.exec(line)?.[1];
    const value = name === undefined ? undefined : left.get(name);
    if (name === undefined || value === undefined) return line;
    left.delete(name);
    return `${name}=${quoted(value)}`;
  });
  const added = [...left].filter(([, value]) => value !== '');
  if (added.length === 0) return lines.join('\n');
  const body = lines.join('\n').trimEnd();
  return `${body}${body ? '\n' : ''}${added.map(([name, value]) => `${name}=${quoted(value)}`).join('\n')}\n`;
}

/**
 * Quotes a value if needed, with the first kind of quotes that it does not hold.
 * @throws {SaidError} when an .env file cannot hold the value
 */
function quoted(value: string): string {
  if (/^[\w:/@.,+=-]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark) && !(mark === '"' && value.includes('\\')));
  if (!quote || /[\r\n]/.test(value))
    throw new SaidError('A value has line breaks or all kinds of quotes, which an .env file cannot hold.');
  return `${quote}${value}${quote}`;
}

/**
 * Writes a file atomically, readable by its owner only. The old file is kept as a backup.
 * @returns the name of the backup, or null when there is none
 */
export async function replaceSecretly(path: string, text: string, now: Date): Promise<string | null> {
  const before = await textOf(path);
  if (before === text) return null;
  const backup = before === '' ? null : `${path}.backup-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  if (backup) {
    // Created with its permissions first: copyFile takes them from the file that it overwrites.
    await writeFile(backup, '', { mode: 0o600, flag: 'wx' });
    await copyFile(path, backup);
  }
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return backup;
}
