import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const IMPORT =
  /^\s*(?:import|export)\b(\s+type\b)?(?:[^'"]*?\bfrom)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

export interface Arrow {
  from: string;
  to: string;
  /**
   * `at once`: loaded with the file that names it; `when wanted`: by an import in its code; `never`: it lends
   * types only.
   */
  loads: 'at once' | 'when wanted' | 'never';
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
      const [, type, atOnce, wanted] = found;
      const name = (atOnce ?? wanted) as string;
      const loads = wanted ? 'when wanted' : type ? 'never' : 'at once';
      return { from, to: name.startsWith('.') ? relative(root, resolve(root, dirname(from), name)) : name, loads };
    }),
  );
}

/** What comes into memory with a file: files and packages, itself first. */
export function loadedWith(file: string, arrows: readonly Arrow[]): Set<string> {
  const loaded = new Set([file]);
  for (const one of loaded)
    for (const { from, to, loads } of arrows) if (from === one && loads === 'at once') loaded.add(to);
  return loaded;
}
