import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** An older version of the bot in a folder of its own, with the packages of this checkout. */
export interface OlderVersion {
  commit: string;
  /** The path of its command line. */
  program: string;
  remove(): Promise<void>;
}

/** Lays out `commit`, by default the last one without the newest migration. Needs this checkout's history. */
export function olderVersion(commit = beforeNewestMigration()): OlderVersion {
  const folder = mkdtempSync(join(tmpdir(), 'tribunal-older-'));
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 2 ** 30 });
  execFileSync('tar', ['x', '-C', folder], { input: archive });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    commit: commit.slice(0, 7),
    program: join(folder, 'src/cli/tribunal.ts'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function beforeNewestMigration(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const newest =
    readdirSync('db/migrations')
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .at(-1) ?? '';
  const added = git('log', '--diff-filter=A', '--format=%H', '--', `db/migrations/${newest}`).split('\n').at(-1);
  return git('rev-parse', `${added}^`);
}
