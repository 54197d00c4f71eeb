import { DatabaseError } from '../database-error.ts';

const words: Record<string, string> = {
  EACCES: 'this user may not read or write there',
  EPERM: 'this user may not read or write there',
  EROFS: 'that disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EEXIST: 'there is a file in the way',
  ENOTDIR: 'there is a file in the way',
};

/**
 * Explains an error of the file system in plain words.
 *
 * @returns a `DatabaseError`, or the error itself when its cause is not a known one.
 */
export function explainFolderError(error: unknown, folder: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = code && path && words[code];
  if (!reason) return error;
  return new DatabaseError(
    `The database cannot be kept in ${folder}: ${reason} (${path}). Mend that, or choose another DATA_DIR.`,
  );
}
