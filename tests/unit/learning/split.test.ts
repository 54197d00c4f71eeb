import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST_VOTERS } from '../../../src/agreement/judge-trial.ts';
import type { Duel } from '../../../src/learning/align/duel.ts';
import { LEAST, type Parts, splitBy, splitDuels } from '../../../src/learning/align/split.ts';

const duelAt = (askId: string, at: number, voter: string | null = 'ann'): Duel => ({
  askId,
  closedAt: new Date(at),
  prompt: '',
  a: '',
  b: '',
  votes: voter === null ? [] : [{ voter, side: 'a' }],
  opponentProbability: 1,
  whys: [],
});
const voters = ['ann', 'bo', 'cy', 'di', 'ed', 'flo'];
const many = (n: number) => Array.from({ length: n }, (_, i) => duelAt(`ask ${i}`, i, voters[i % voters.length]));
const isSplit = (found: ReturnType<typeof splitDuels>): found is Parts => 'train' in found;
const partsOf = ({ train, choose, test }: Parts) => [train, choose, test] as const;

const drawn = fc
  .array(fc.record({ ask: fc.nat(120), at: fc.nat(200), voter: fc.option(fc.constantFrom(...voters)) }), {
    minLength: 30,
    maxLength: 160,
  })
  .map((rows) => rows.map(({ ask, at, voter }) => duelAt(`ask ${ask}`, at, voter)));

describe('a split by time', () => {
  it('is 40 to train, 20 to choose, 40 to test', () => {
    const found = splitDuels(many(100), null);
    expect(isSplit(found) && partsOf(found).map(({ length }) => length)).toEqual([40, 20, 40]);
  });

  it('begins with the fewest questions that there may be, and says how many lack before', () => {
    const least = LEAST.train + LEAST.choose + LEAST.test;
    expect(isSplit(splitDuels(many(least), null))).toBe(true);
    expect(splitDuels(many(least - 3), null)).toEqual({ questions: 3, people: 0 });
    expect(splitDuels([], null)).toEqual({ questions: least, people: FEWEST_VOTERS });
  });

  it('says how many people lack', () => {
    const few = many(100).map((duel, i) => ({ ...duel, votes: [{ voter: voters[i % 2]!, side: 'a' as const }] }));
    expect(splitDuels(few, null)).toEqual({ questions: 0, people: FEWEST_VOTERS - 2 });
  });

  it('never tests on an ask that has served as a test, and takes it for learning then', () => {
    const found = splitDuels(many(100), new Date(70));
    expect(isSplit(found) && found.test[0]?.askId).toBe('ask 71');
    expect(isSplit(found) && found.train.length + found.choose.length).toBe(71);
    expect(splitDuels(many(100), new Date(95))).toEqual({ questions: LEAST.test - 4, people: 0 });
    expect(splitDuels(many(100), new Date(1000))).toEqual({ questions: LEAST.test, people: 0 });
  });

  it('has each ask in one part, everything once, and what is tested came last', () => {
    fc.assert(
      fc.property(drawn, fc.option(fc.nat(200)), (duels, tested) => {
        const found = splitDuels(duels, tested === null ? null : new Date(tested));
        if (!isSplit(found)) {
          expect(found.questions + found.people).toBeGreaterThan(0);
          return;
        }
        const voted = duels.filter(({ votes }) => votes.length > 0);
        const parts = partsOf(found);
        expect(new Set(parts.flat())).toEqual(new Set(voted));
        expect(parts.flat()).toHaveLength(voted.length);
        const asks = parts.map((part) => new Set(part.map(({ askId }) => askId)));
        for (const [i, one] of asks.entries())
          for (const other of asks.slice(i + 1)) expect([...one].some((ask) => other.has(ask))).toBe(false);
        const lasts = (part: readonly Duel[]) =>
          [...Map.groupBy(part, ({ askId }) => askId).values()].map((own) =>
            Math.max(...own.map(({ closedAt }) => closedAt.getTime())),
          );
        const [train, choose, test] = parts.map(lasts) as [number[], number[], number[]];
        expect(Math.max(...train)).toBeLessThan(Math.min(...choose));
        expect(Math.max(...choose)).toBeLessThan(Math.min(...test));
        if (tested !== null) expect(Math.min(...test)).toBeGreaterThan(tested);
        expect([train.length >= LEAST.train, choose.length >= LEAST.choose, test.length >= LEAST.test]).toEqual([
          true,
          true,
          true,
        ]);
      }),
    );
  });

  it('does not depend on the order of its rows', () => {
    fc.assert(
      fc.property(drawn, (duels) => {
        const [one, other] = [splitDuels(duels, null), splitDuels(duels.toReversed(), null)];
        expect(isSplit(one) ? one.bounds : one).toEqual(isSplit(other) ? other.bounds : other);
      }),
    );
  });

  it('moves no ask from one part to another when others are deleted', () => {
    const found = splitDuels(many(100), null);
    if (!isSplit(found)) throw new Error('not split');
    const left = splitBy(
      many(100).filter((_, i) => i % 3 !== 0),
      found.bounds,
    );
    for (const part of ['train', 'choose', 'test'] as const)
      for (const { askId } of left[part]) expect(found[part].map((duel) => duel.askId)).toContain(askId);
  });
});
