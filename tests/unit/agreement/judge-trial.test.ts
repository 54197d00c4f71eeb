import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Said, type TriedDuel, tryJudge, uniformWeight } from '../../../src/agreement/judge-trial.ts';

const duel = (over: Partial<TriedDuel> = {}): TriedDuel => ({
  cluster: 'ask',
  votes: [{ voter: 'ann', side: 'a' }],
  old: 'b',
  new: 'a',
  opponentProbability: 1,
  ...over,
});

const duels = fc.array(
  fc.record({
    votes: fc.array(
      fc.record({ voter: fc.constantFrom('ann', 'bo', 'cy', 'di', 'ed', 'flo'), side: fc.constantFrom('a', 'b') }),
      { maxLength: 6 },
    ),
    old: fc.constantFrom<Said>('a', 'b', null),
    new: fc.constantFrom<Said>('a', 'b', null),
    opponentProbability: fc.constantFrom(1, 2 / 3, 1 / 6, 0.75, 0.25),
  }),
  { maxLength: 30 },
);
const rowsOf = (drawn: readonly object[]) =>
  drawn.map((one, i) => ({ ...one, cluster: String(i) })) as unknown as TriedDuel[];

describe('the weight of a duel', () => {
  it('makes every opponent count as if it had been drawn alike', () => {
    for (const others of [1, 2, 3, 7, 15]) {
      const [runnerUp, other] = [0.5 + 0.5 / others, 0.5 / others];
      expect(runnerUp * uniformWeight(runnerUp)).toBeCloseTo(1 / others, 12);
      if (others > 1) expect(other * uniformWeight(other)).toBeCloseTo(1 / others, 12);
    }
  });
});

describe('a trial of a judge', () => {
  it('finds a judge better that people agree with more often, each ask once', () => {
    const votes = ['ann', 'bo', 'cy', 'di', 'ed'].map((voter) => ({ voter, side: 'a' as const }));
    const found = tryJudge(
      Array.from({ length: 40 }, (_, i) => duel({ cluster: String(i), votes, new: i % 4 ? 'a' : 'b' })),
    );
    expect(found.difference.value).toBeCloseTo(0.75, 12);
    expect(found).toMatchObject({ old: 0, voters: 5, isBetter: true });
  });

  it('takes what one keen voter likes for nobody’s taste', () => {
    const others = ['bo', 'cy', 'di', 'ed'];
    const rows = Array.from({ length: 60 }, (_, i) =>
      duel({
        cluster: String(i),
        votes: [
          { voter: 'ann', side: 'a' },
          ...(i % 3 === 0 ? [{ voter: others[i % 4]!, side: i % 2 ? ('a' as const) : ('b' as const) }] : []),
        ],
      }),
    );
    const found = tryJudge(rows);
    expect(found.difference.low).toBeGreaterThan(0);
    expect(found.isBetter).toBe(false);
  });

  it('needs five people, and more than one ask', () => {
    const votes = ['ann', 'bo', 'cy', 'di'].map((voter) => ({ voter, side: 'a' as const }));
    expect(tryJudge(Array.from({ length: 50 }, (_, i) => duel({ cluster: String(i), votes }))).isBetter).toBe(false);
    expect(tryJudge([duel()]).difference).toMatchObject({ value: 1, low: null, n: 1 });
    expect(tryJudge([])).toMatchObject({ old: null, difference: { value: null, n: 0 }, isBetter: false });
  });

  it('gives half of the votes to a judge that takes no side', () => {
    expect(tryJudge([duel({ old: null }), duel({ cluster: '2', old: null })]).difference.value).toBe(0.5);
  });

  it('turns its sign when the judges change places, and stays within −1 and 1', () => {
    fc.assert(
      fc.property(duels, (drawn) => {
        const rows = rowsOf(drawn);
        const [there, back] = [tryJudge(rows), tryJudge(rows.map((row) => ({ ...row, old: row.new, new: row.old })))];
        expect(back.difference.value ?? 0).toBeCloseTo(-(there.difference.value ?? 0), 9);
        for (const bound of [there.difference.low, there.difference.high])
          if (bound !== null) expect(Math.abs(bound)).toBeLessThanOrEqual(1);
        expect(there.isBetter && back.isBetter).toBe(false);
      }),
    );
  });

  it('finds no judge better than itself', () => {
    fc.assert(
      fc.property(duels, (drawn) => {
        const found = tryJudge(rowsOf(drawn).map((row) => ({ ...row, new: row.old })));
        expect(found.isBetter).toBe(false);
        expect(Math.abs(found.difference.value ?? 0)).toBe(0);
      }),
    );
  });
});
