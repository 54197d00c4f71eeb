import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { killRun } from './kill-run.ts';

describe('a bot that is killed at a random moment', () => {
  it.each([1, 2])(
    'and started again ends every ask, with one message each (seed %i)',
    async (seed) => {
      const fresh = await freshDatabase();
      try {
        const figures = await killRun(seed, fresh);
        expect(figures).toMatchObject({
          asks: 3,
          unfinished: 0,
          failed: 0,
          messages: 3,
          unexplainedCalls: 0,
          judgedTwice: 0,
        });
      } finally {
        await fresh.close();
      }
    },
    90_000,
  );
});
