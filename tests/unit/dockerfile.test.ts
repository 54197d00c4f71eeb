import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

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
  const copied = linesOf('Dockerfile').flatMap((line) => /^COPY --from=build \/app\/(\S+)/.exec(line)?.[1] ?? []);
  expect(copied).toEqual(expect.arrayContaining([...read, 'db/migrations', 'dist']));
});

it('runs the bundle, and builds it with what a contributor builds it with', () => {
  const dockerfile = linesOf('Dockerfile');
  expect(dockerfile).toContain('ENTRYPOINT ["node", "/app/dist/tribunal.js"]');
  expect(dockerfile).toContain('CMD ["start"]');
  expect(dockerfile).toContain('RUN npm run build');
  const compose = parse(linesOf('compose.yaml').join('\n'), { merge: true });
  const commands = Object.values<{ image: string; command?: string[] }>(compose.services)
    .filter(({ image }) => image === 'tribunal')
    .map(({ command }) => command?.[0]);
  expect(commands.sort()).toEqual(['init', 'start', 'start']);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.start).toBe('node dist/tribunal.js start');
  expect(scripts.prestart).toContain('build');
});

it('holds of all packages only those that are not in the bundle', () => {
  const outside = [
    ...(/external: \[([^\]]+)\]/.exec(linesOf('esbuild.config.ts').join('\n'))?.[1] ?? '').matchAll(/'([^']+)'/g),
  ];
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = outside.map(([, name = '']) => name).filter((name) => name in dependencies);
  const fonts = /@expo-google-fonts\/inter/.exec(linesOf('src/charts/rasterise.ts').join('\n'));
  const weights = [
    ...linesOf('src/charts/rasterise.ts')
      .join('\n')
      .matchAll(/'(\d+\w+)\/Inter_/g),
  ].map(([, name]) => name);
  const copied = linesOf('Dockerfile').flatMap(
    (line) => /^COPY --from=build \/app\/node_modules\/(\S+)/.exec(line)?.[1] ?? [],
  );
  // A package with a binary brings it in another package of the same owner.
  const wanted = [
    ...needed.map((name) => name.replace(/^(@resvg)\/.*/, '$1')),
    ...['LICENSE_FONT', ...weights].map((file) => `${fonts}/${file}`),
  ];
  expect(copied.sort()).toEqual(wanted.sort());
});

it('leaves out of the image what only the packages beside the bot need', () => {
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('npm ci --workspaces=false');
  expect(readFileSync(join(root, '.dockerignore'), 'utf8')).not.toContain('packages');
});

it('runs as a user that is a number and not root, and asks for its health without a shell', () => {
  const dockerfile = linesOf('Dockerfile');
  expect(dockerfile.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
  expect(dockerfile.join('\n')).toMatch(/HEALTHCHECK [^\n]+\n {2}CMD \["node", /);
});
