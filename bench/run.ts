import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Runs the `*.bench.ts` of this folder whose names contain the first argument, each in a process of its own; further arguments are theirs. */
const [wanted, ...rest] = process.argv.slice(2);
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bench.ts'))
  .sort();

if (wanted === undefined) {
  // All of them would take hours: nobody means that.
  console.log(
    'What bench/README.md says more about; run one by a part of its name, for example: npm run bench -- load/ack 8\n',
  );
  for (const file of files) console.log(`  ${file.replace(/\.bench\.ts$/, '')}`);
} else {
  const named = files.filter((name) => name.includes(wanted));
  for (const file of named) {
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...rest], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
  if (named.length === 0) console.error(`No bench is called like "${wanted}".`);
}
