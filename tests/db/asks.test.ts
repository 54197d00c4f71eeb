import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAsks, getAsk, insertAsk, moveAsk } from '../../db/repo/asks.ts';
import { candidatesOf, insertCandidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow, comparisonRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

let interaction = 100;
const newAsk = (change = {}) => ({
  ...askRow({ state: 'queued', pick: null, ...change }),
  id: undefined,
  interactionId: String(interaction++),
});

describe('asks', () => {
  it('are one for an interaction, however often it comes', async () => {
    const ask = newAsk();
    const first = await insertAsk(fresh.database.db, ask);
    expect(await insertAsk(fresh.database.db, ask)).toBeNull();
    expect(await getAsk(fresh.database.db, first?.id ?? '')).toEqual(first);
  });

  it('move only from the states that they are moved from', async () => {
    const ask = await insertAsk(fresh.database.db, newAsk());
    const id = ask?.id ?? '';
    const moves = await Promise.all(
      Array.from({ length: 5 }, () => moveAsk(fresh.database.db, id, ['queued'], { state: 'writing' })),
    );
    expect(moves.filter(Boolean)).toHaveLength(1);
    await expect(moveAsk(fresh.database.db, id, ['writing'], { state: 'voting' })).rejects.toMatchObject({
      cause: { constraint_name: 'asks_pick_state' },
    });
  });

  it('keep what PostgreSQL cannot hold out of the prompt, and find it by words that are no pattern', async () => {
    const ask = await insertAsk(fresh.database.db, newAsk({ prompt: 'a\0b \ud800 100%_sure\\' }));
    expect(ask?.prompt).toBe('ab \ufffd 100%_sure\\');
    expect(await findAsks(fresh.database.db, '3', '%_s', 5)).toHaveLength(1);
    expect(await findAsks(fresh.database.db, '3', '_____', 5)).toHaveLength(0);
  });

  it('refuse a comparison of candidates that there are not, or of one with itself', async () => {
    const ask = await insertAsk(fresh.database.db, newAsk());
    const askId = ask?.id ?? '';
    const { db } = fresh.database;
    await insertCandidate(db, candidateRow(0, 'a', { askId }));
    await insertCandidate(db, candidateRow(1, 'b', { askId }));
    await insertCandidate(db, candidateRow(1, 'too late', { askId }));
    expect((await candidatesOf(db, askId)).map(({ text }) => text)).toEqual(['a', 'b']);
    await insertComparison(db, comparisonRow(1, 0, 1, { askId }));
    await expect(insertComparison(db, comparisonRow(2, 0, 2, { askId }))).rejects.toMatchObject({
      cause: { code: '23503' },
    });
    await expect(insertComparison(db, comparisonRow(2, 1, 1, { askId }))).rejects.toMatchObject({
      cause: { code: '23514' },
    });
  });
});
