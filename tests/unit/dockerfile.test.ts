import { existsSync, readFileSync } from 'node:fs';
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

it('leaves out of the image what only the packages beside the bot need', () => {
  const manifestOf = (path: string) => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const bot = Object.keys(manifestOf('.').dependencies);
  for (const name of ['lit', 'esbuild', 'discord-api-spec', 'ws', 'local-discord', 'playground'])
    expect(bot, name).not.toContain(name);
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain('npm ci --omit=dev --workspaces=false');
  expect(readFileSync(join(root, '.dockerignore'), 'utf8')).not.toContain('packages');
});
