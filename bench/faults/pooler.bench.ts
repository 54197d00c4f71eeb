import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from '../support/figures.ts';

/**
 * The tests behind a PgBouncer in transaction mode: how many passed, and which did not.
 * `npm run bench -- pooler [program] [max_prepared_statements] [tests…]`. Versions before 1.21 take 0.
 */
const [program = 'pgbouncer', prepared = '0', ...named] = process.argv.slice(2);
const tests = named.length > 0 ? named : ['tests/db'];
const [, version = 'unknown'] =
  /PgBouncer (\S+)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout) ?? [];
const folder = mkdtempSync(join(tmpdir(), 'tribunal-pooler-'));
const report = join(folder, 'report.json');
spawnSync('npx', ['vitest', 'run', ...tests, '--reporter=json', `--outputFile=${report}`], {
  env: { ...process.env, TEST_PGBOUNCER: program, TEST_PGBOUNCER_PREPARED: prepared },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const results: Report = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true });
print({
  bench: 'pooler',
  pgbouncer: version,
  preparedStatements: Number(prepared),
  tests: tests.join(' '),
  passed: results.numPassedTests,
  failed: results.numFailedTests,
  skipped: results.numPendingTests,
});
for (const { assertionResults } of results.testResults)
  for (const { status, fullName, failureMessages } of assertionResults)
    if (status === 'failed') console.error(`${fullName}\n  ${failureMessages[0]?.split('\n')[0]}`);

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
}
