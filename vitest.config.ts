import { defineConfig } from 'vitest/config';
import { FUZZ_TIMES } from './tests/support/fuzz.ts';

/**
 * These share no process: the first two leave the keys of their database in it, the third waits for 4 seconds
 * at each cut where discord.js
 * has put its own connections in the place of Node's, and the last needs the SDK to find its console first.
 */
const apart = [
  'tests/db/damaged-texts.test.ts',
  'tests/db/encryption.test.ts',
  'tests/unit/models/hostile-server.test.ts',
  'tests/unit/models/anthropic.test.ts',
];

const common = {
  // A busy machine is slow, not wrong: what waits for another process waits for seconds, not for the runner's
  // one.
  expect: { poll: { timeout: 15_000 } },
  testTimeout: 60_000 * FUZZ_TIMES,
  hookTimeout: 60_000,
  setupFiles: ['tests/support/fuzz.ts'],
};

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-database.ts', 'tests/support/global-bundle.ts'],
    // One more than the cores of CI: half of a worker's time is waiting, for PostgreSQL, a process or a clock.
    maxWorkers: 3,
    projects: [
      { test: { ...common, name: 'apart', include: apart } },
      {
        test: {
          ...common,
          name: 'together',
          include: ['{tests,packages/*/tests}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...apart],
          // Files share their worker's process: to load discord.js and drizzle-orm anew takes longer than
          // most of them.
          isolate: false,
        },
      },
    ],
  },
});
