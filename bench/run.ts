import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs the `*.bench.ts` file of this folder that is called like the first argument, or all whose names
 * contain it, each in its own process. Passes the other arguments on to them.
 */
const [wanted, ...rest] = process.argv.slice(2);
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bench.ts'))
  .sort();

if (wanted === undefined) {
  // Running all would take hours, so print the list instead.
  console.log(
    'What bench/README.md says more about; run one by a part of its name, for example: npm run bench -- load/ack 8\n',
  );
  for (const file of files) console.log(`  ${file.replace(/\.bench\.ts$/, '')}`);
} else {
  const called = files.filter((name) => `/${name}`.endsWith(`/${wanted}.bench.ts`));
  const named = called.length > 0 ? called : files.filter((name) => name.includes(wanted));
  for (const file of named) {
    const { status } = spawnSync(process.execPath, [join(import.meta.dirname, file), ...rest], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
  if (named.length === 0) console.error(`No bench is called like "${wanted}".`);
}
