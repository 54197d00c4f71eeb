import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DatabaseError } from './database-error.ts';

/** A function that only `patches/postgres+*.patch` brings. */
const MARK = 'function forgetWrites()';

let known = false;

/**
 * Refuses a driver without its patch: it would run, and lose or mix up transactions the first time that a connection is lost (docs/adr/0012).
 * An install with `--ignore-scripts` leaves the patch out without a word.
 * @param source the driver's connection module; its place is looked up if none is given.
 * @throws {DatabaseError} saying how to put the patch in.
 */
export function requirePatchedDriver(source?: string): void {
  if (known && source === undefined) return;
  const path = source ?? fileURLToPath(new URL('connection.js', import.meta.resolve('postgres')));
  if (!readFileSync(path, 'utf8').includes(MARK))
    throw new DatabaseError(
      'The PostgreSQL driver is installed without its patch, as npm does with --ignore-scripts. Run: npx patch-package',
    );
  known = true;
}
