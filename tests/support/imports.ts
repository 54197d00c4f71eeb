import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const IMPORT = /^\s*(?:import|export)\b(?:[^'"]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

export interface Arrow {
  from: string;
  to: string;
}

/**
 * Every import of the project. Type imports count, because a type is a dependency too.
 * Packages keep their names, and files become paths from the root.
 */
export function readArrows(): Arrow[] {
  const files = ['src', 'commands', 'db', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/(^|\/)(tests|node_modules)\//.test(name))
      .map((name) => join(folder, name)),
  );
  return files.flatMap((from) =>
    [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map((found) => {
      const name = (found[1] ?? found[2]) as string;
      return { from, to: name.startsWith('.') ? relative(root, resolve(root, dirname(from), name)) : name };
    }),
  );
}
