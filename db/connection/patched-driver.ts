import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DatabaseError } from '../database-error.ts';

/** Functions that exist only with `patches/postgres+*.patch`. */
const MARKS = ['function forgetWrites()', 'function leaveReadOnly('];

let known = false;

/**
 * Refuses to run with an unpatched driver. Without the patch, the first lost connection could lose or mix up
 * transactions (docs/adr/0012). An install with `--ignore-scripts` silently leaves the patch out.
 *
 * @param source path of the driver's connection module. Looked up when absent.
 * @throws {DatabaseError} saying how to apply the patch.
 */
export function requirePatchedDriver(source?: string): void {
  if (known && source === undefined) return;
  const path = source ?? fileURLToPath(new URL('connection.js', import.meta.resolve('postgres')));
  const text = readFileSync(path, 'utf8');
  if (!MARKS.every((mark) => text.includes(mark)))
    throw new DatabaseError(
      'The PostgreSQL driver is installed without its patch, as npm does with --ignore-scripts. Run: npx patch-package',
    );
  known = true;
}
