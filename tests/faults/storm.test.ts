import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { stormRun } from './storm-run.ts';

describe('a bot whose database, Discord, models and own process fail at random moments', () => {
  it.concurrent.each([1, 2, 3])(
    'ends every question on the screen, loses no vote, pays nothing twice and goes on by itself (seed %i)',
    async (seed) => {
      const fresh = await freshDatabase();
      try {
        const figures = await stormRun(seed, fresh);
        expect(figures).toMatchObject({ deaths: 0, worksAfter: true, messagesLeft: 0, messagesDoubled: 0 });
        expect(figures).toMatchObject({ paidTwice: 0, slotsTwice: 0 });
        expect(figures.asksEnded).toBe(figures.asksTaken);
        expect(figures.asksTaken + figures.asksRefused).toBeGreaterThanOrEqual(figures.asksAcknowledged);
        expect(figures.votesKept).toBe(figures.votesTold);
      } finally {
        await fresh.close();
      }
    },
    180_000,
  );
});
