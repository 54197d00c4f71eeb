import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanCall } from '../../db/repo/answer-pairs.ts';
import { type SampledPair, samplePairs } from '../../src/research/sample-pairs.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { DAY, decide, seedAsk, uuid } from '../support/research.ts';

const all = { guildId: null, since: null, until: null };
let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  const { db } = fresh.database;
  await decide(db, 'asker', 'given', DAY);
  await seedAsk(db, 1, { texts: ['one', 'two', 'three'] });
  await seedAsk(db, 2, { texts: ['four', 'five', 'six'] });
  await seedAsk(db, 3, { ask: { private: true }, texts: ['hidden', 'as well', 'too'] });
  await seedAsk(db, 4, { ask: { askerHash: 'stranger' }, texts: ['not', 'asked', 'ever'] });
  await seedAsk(db, 5, { ask: { parentId: uuid(1, 1) }, texts: ['a follow-up', 'alone', 'here'] });
});
afterAll(() => fresh.close());

async function drawn(share: number, chance: () => number): Promise<SampledPair[]> {
  const pairs: SampledPair[] = [];
  for await (const pair of samplePairs(fresh.database, all, share, chance)) pairs.push(pair);
  return pairs;
}

describe('a random share of pairs', () => {
  it('is every pair of the answers of those who opted in, where the share is 1', async () => {
    const pairs = await drawn(1, () => 0.9);
    expect(pairs.map(({ first, second }) => [first, second].sort().join())).toEqual(
      ['one,two', 'one,three', 'two,three', 'four,five', 'four,six', 'five,six'].map((pair) =>
        pair.split(',').sort().join(),
      ),
    );
    expect(pairs.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(pairs.map(({ cluster }) => cluster)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('is drawn pair by pair, and who stands first is drawn too', async () => {
    const numbers = [0.04, 0.1, 0.6, 0.04, 0.9];
    const pairs = await drawn(0.05, () => numbers.shift() ?? 1);
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([
      ['one', 'two'],
      ['three', 'two'],
    ]);
  });

  it('has a price where calls were counted', async () => {
    expect(await meanCall(fresh.database.db, all)).toEqual({ tokens: 800, usd: null });
    expect(await meanCall(fresh.database.db, { ...all, guildId: '1' })).toEqual({ tokens: null, usd: null });
  });
});
