import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertAsk } from '../../db/repo/asks.ts';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { verdictsOfNewestAsks } from '../../db/repo/judged-asks.ts';
import { priorsInWords } from '../../src/cli/fit-prior.ts';
import { fittedPriors } from '../../src/research/fitted-priors.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { askRow, candidateRow, comparisonRow } from '../support/snapshots.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

let interaction = 500;
async function judgedAsk(change: Parameters<typeof askRow>[0] = {}): Promise<string> {
  const { db } = fresh.database;
  const ask = await insertAsk(db, {
    ...askRow({ state: 'closed', ...change }),
    id: undefined,
    interactionId: String(interaction++),
  });
  const askId = ask?.id ?? '';
  for (const slot of [0, 1]) await insertCandidate(db, candidateRow(slot, `reply ${slot}`, { askId }));
  await insertComparison(db, comparisonRow(1, 0, 1, { askId }));
  await insertComparison(db, comparisonRow(2, 1, 0, { askId, verdict: 'invalid', invalidReason: 'no-marker' }));
  await insertComparison(db, comparisonRow(3, 1, 0, { askId, verdict: 'second', model: 'hf:strong', tier: 2 }));
  return askId;
}

it('reads the valid verdicts of the newest asks that have a pick and are over, and fits each judge for itself', async () => {
  const { db } = fresh.database;
  expect(priorsInWords(fittedPriors(await verdictsOfNewestAsks(db, 10)))).toMatch(/no verdicts yet/);
  await judgedAsk();
  await judgedAsk({ state: 'judging', pick: null });
  const newest = [await judgedAsk(), await judgedAsk()];
  // Asks with an open ballot stay secret, even in sums.
  await judgedAsk({ state: 'voting' });
  const rows = await verdictsOfNewestAsks(db, 2);
  expect(new Set(rows.map(({ askId }) => askId))).toEqual(new Set(newest));
  expect(rows.map(({ number }) => number)).toEqual([1, 3, 1, 3]);

  const priors = fittedPriors(rows);
  expect(priors.map(({ judge, asks, verdicts }) => [judge, asks, verdicts])).toEqual([
    ['hf:judge', 2, 2],
    ['hf:strong', 2, 2],
  ]);
  expect(priorsInWords(priors)).toContain('Not enough data: 30 questions');

  for (let i = 0; i < 30; i++) await judgedAsk();
  const [fitted] = fittedPriors(await verdictsOfNewestAsks(db, 100));
  expect(fitted?.asks).toBe(33);
  const [low, high] = fitted?.fitted?.intervals.strength ?? [0, 0];
  expect(low).toBeLessThan(fitted?.fitted?.prior.strength ?? 0);
  expect(high).toBeGreaterThan(fitted?.fitted?.prior.strength ?? 0);
  const words = priorsInWords(fitted ? [fitted] : []);
  expect(words).toMatch(/95 % intervals[\s\S]*TOURNAMENT/);
  expect(words).not.toContain('Simulated');

  await judgedAsk({ settings: { ...askRow().settings, simulated: true } });
  expect(priorsInWords(fittedPriors(await verdictsOfNewestAsks(db, 100)))).toContain('Simulated: 1 of them');
});
