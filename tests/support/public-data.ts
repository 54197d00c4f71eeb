import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** Public data lies beside the project, not in it; where it is missing, tests that need it are skipped, visibly. */
export const hasPublicData = existsSync(folder);

export const readPublic = (path: string): string => readFileSync(resolve(folder, path), 'utf8');

export const readPublicLines = <T>(path: string): T[] =>
  readPublic(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
