import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { killRun } from './kill-run.ts';

describe('a bot that is killed at a random moment', () => {
  it.concurrent.each([1, 2, 3])(
    'and started again loses no vote, pays nothing twice and ends every ask (seed %i)',
    async (seed) => {
      const fresh = await freshDatabase();
      try {
        const figures = await killRun(seed, fresh);
        const { asksAcknowledged, votesTold } = figures;
        expect(figures).toMatchObject({ asksTaken: asksAcknowledged, asksEnded: asksAcknowledged, asksFailed: 0 });
        expect(figures.votesKept).toBe(votesTold);
        expect(figures).toMatchObject({ paidTwice: 0, unexplainedCalls: 0, slotsTwice: 0, messagesDoubled: 0 });
      } finally {
        await fresh.close();
      }
    },
    180_000,
  );
});
