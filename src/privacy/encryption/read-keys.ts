import { readFileSync } from 'node:fs';
import { type KeyRing, openKeyRing } from '../../../db/key-ring.ts';
import { SaidError } from '../../said-error.ts';

/**
 * Reads keys of 32 bytes in base64 or hexadecimal, separated by commas or white space.
 *
 * @throws {SaidError} when there is none or one is malformed. The message never quotes a key.
 */
export function readKeys(text: string): Buffer[] {
  const words = text.split(/[,\s]+/).filter((word) => word !== '');
  if (words.length === 0) throw new SaidError('it names no key');
  return words.map((word, at) => {
    const key = /^[0-9a-f]{64}$/i.test(word)
      ? Buffer.from(word, 'hex')
      : /^[\w+/-]{43}=?$/.test(word)
        ? Buffer.from(word, 'base64')
        : null;
    if (key?.length !== 32)
      throw new SaidError(
        `key ${at + 1} is not 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32`,
      );
    return key;
  });
}

/**
 * Reads keys from a file.
 *
 * @throws {SaidError} when the file cannot be read or holds a malformed key.
 */
export function readKeyFile(path: string): Buffer[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SaidError(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return readKeys(text);
}

export interface KeySettings {
  DATA_ENCRYPTION_KEY?: string | undefined;
  DATA_ENCRYPTION_KEY_FILE?: string | undefined;
}

/**
 * Opens the key ring of both settings. Keys of DATA_ENCRYPTION_KEY come first.
 *
 * @returns null when neither setting holds a key.
 * @throws {SaidError} when a key is malformed or the file cannot be read.
 */
export function keyRingOf({ DATA_ENCRYPTION_KEY: keys, DATA_ENCRYPTION_KEY_FILE: path }: KeySettings): KeyRing | null {
  const all = [...(keys ? readKeys(keys) : []), ...(path ? readKeyFile(path) : [])];
  return all.length === 0 ? null : openKeyRing(all);
}
