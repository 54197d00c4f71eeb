import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const linesOf = (name: string) => readFileSync(join(root, name), 'utf8').split('\n');

it('copies into the image only what is there and what .dockerignore lets in', () => {
  const copied = linesOf('Dockerfile')
    .filter((line) => /^COPY (?!--from)/.test(line))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));
  expect(copied).toContain('patches');
  const ignored = linesOf('.dockerignore');
  expect(ignored[0]).toBe('*');
  for (const name of copied) {
    expect(existsSync(join(root, name)), name).toBe(true);
    expect(ignored, name).toContain(`!${name}`);
  }
});

it('copies into the image each file of ours that the code reads', () => {
  const code = globSync('{commands,db,src}/**/*.ts', { cwd: root }).map((file) => [file, linesOf(file).join('\n')]);
  const placed = code.filter(([, text]) => /import\.meta\.(dirname|filename|url)/.test(text ?? ''));
  // Where a file lies says nothing of where others lie once it is in a bundle; these count on it, and say
  // how.
  expect(placed.map(([file]) => file).sort()).toEqual(['db/migrate.ts', 'src/charts/painter.ts', 'src/own-file.ts']);
  const read = code.flatMap(([, text = '']) => [...text.matchAll(/\bownFile\('([^']+)'\)/g)].map(([, path]) => path));
  expect(read).toContain('.env.example');
  const copied = linesOf('Dockerfile').flatMap((line) => /^COPY --from=bundle \/app\/(\S+)/.exec(line)?.[1] ?? []);
  expect(copied).toEqual(expect.arrayContaining([...read, 'db/migrations', 'dist']));
});

it('runs the bundle, and builds it with what a contributor builds it with', () => {
  const dockerfile = linesOf('Dockerfile');
  expect(dockerfile).toContain('CMD ["node", "dist/tribunal.js", "start"]');
  expect(dockerfile).toContain('RUN npm run build');
  const started = linesOf('compose.yaml').filter((line) => line.includes('"node"'));
  expect(started.filter((line) => !line.includes('"dist/tribunal.js"'))).toEqual([]);
  expect(started).toHaveLength(2);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.start).toBe('node dist/tribunal.js start');
  expect(scripts.prestart).toContain('build');
});

it('leaves out of the image what only the packages beside the bot need', () => {
  const manifestOf = (path: string) => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const bot = Object.keys(manifestOf('.').dependencies);
  for (const name of ['lit', 'esbuild', 'discord-api-spec', 'ws', 'local-discord', 'playground'])
    expect(bot, name).not.toContain(name);
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('npm ci --omit=dev --workspaces=false');
  expect(readFileSync(join(root, '.dockerignore'), 'utf8')).not.toContain('packages');
});
