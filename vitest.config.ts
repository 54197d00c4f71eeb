import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores is what CI has, and the browser and PostgreSQL want some of it.
    maxWorkers: 2,
  },
});
