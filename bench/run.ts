import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Runs every `*.bench.ts` of this folder, or those whose names contain the first argument, each in a process of its own; further arguments are theirs. */
const wanted = process.argv[2] ?? '';
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort();
for (const file of files) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...process.argv.slice(3)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
if (files.length === 0) console.error(`No bench is called like "${wanted}".`);
