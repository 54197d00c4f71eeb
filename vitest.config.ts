import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{tests,packages/*/tests}/**/*.test.ts'],
    globalSetup: ['tests/support/global-database.ts'],
    // A busy machine is slow, not wrong: what waits for another process waits for seconds, not for the runner's one.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores is what CI has, and the browser and PostgreSQL want some of it.
    maxWorkers: 2,
  },
});
