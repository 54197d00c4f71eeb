import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from './support/figures.ts';

/**
 * The tests that draw their examples, with as many times more of them, and other ones each time.
 * `npm run bench -- fuzz [times]`.
 */
const times = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), 'tribunal-fuzz-'));
const report = join(folder, 'report.json');
const files = globSync('{tests,packages/*/tests}/**/*.test.ts').filter((path) =>
  readFileSync(path, 'utf8').includes("from 'fast-check'"),
);
const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs');
spawnSync(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...files], {
  env: { ...process.env, FUZZ_TIMES: String(times) },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const { numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
  numTotalTests: number;
  testResults: { assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
};
const failed = testResults
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status }) => status === 'failed');
// The seed of a counterexample stands in the message: with it the test fails again.
for (const { fullName, failureMessages } of failed) console.error(fullName, failureMessages.join('\n').slice(0, 2000));
print({
  bench: 'fuzz',
  times,
  files: files.length,
  tests: numTotalTests,
  failed: failed.length,
  names: failed.map(({ fullName }) => fullName).join('; '),
});
rmSync(folder, { recursive: true });
