import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface PageBundle {
  html: string;
  js: string;
  css: string;
}

/** Bundles the page's TypeScript and styles for the browser, in memory. @throws when they do not build. */
export async function bundlePage(): Promise<PageBundle> {
  const [html, result] = await Promise.all([
    readFile(new URL('page/index.html', import.meta.url), 'utf8'),
    build({
      entryPoints: ['page/main.ts', 'page/styles/main.css'].map((path) =>
        fileURLToPath(new URL(path, import.meta.url)),
      ),
      outdir: '/',
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      // Without this, esbuild picks lit's development build unless NODE_ENV is production.
      conditions: ['production'],
      logLevel: 'silent',
    }),
  ]);
  const output = (extension: string) => result.outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { html, js: output('.js'), css: output('.css') };
}
