import { join } from 'node:path';

/**
 * A file of this project by its path from the root; the source lies one folder below it in `src`, and the
 * bundle in `dist`.
 */
export const ownFile = (path: string): string => join(import.meta.dirname, '..', path);
