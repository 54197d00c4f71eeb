import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance } from '../../../bench/agreement/chance.ts';
import type { ModelDuel } from '../../../db/repo/model-duels.ts';
import { clusteredShare, sumClusters } from '../../../src/agreement/clustered-share.ts';
import { drawLeaderboard } from '../../../src/charts/leaderboard.ts';
import { limits } from '../../../src/discord/sizes.ts';
import type { MessageView } from '../../../src/discord/view/blocks.ts';
import { leaderboardAlt, leaderboardDrawing, leaderboardView } from '../../../src/discord/view/leaderboard.ts';
import { myVotesView } from '../../../src/discord/view/my-votes.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { leaderboard } from '../../../src/research/leaderboard.ts';
import { runs } from '../../support/fuzz.ts';

const same = (model: string) => model;
const duel = (askId: number, left: string, right: string, more: Partial<ModelDuel> = {}): ModelDuel => ({
  askId: `${askId}`,
  left,
  right,
  probability: 1,
  pickIsLeft: true,
  won: 1,
  lost: 0,
  tied: 0,
  simulated: false,
  ...more,
});
const many = (n: number, of: (i: number) => ModelDuel) => Array.from({ length: n }, (_, i) => of(i));
const words = (view: MessageView) => JSON.stringify(view.components);

describe('a leaderboard', () => {
  it('of two models is the plain share of votes, a tie half, with the interval of shares', () => {
    const found = leaderboard(
      many(40, (i) => duel(i, 'a', 'b', { won: i % 4 > 0 ? 1 : 0, lost: i % 4 > 0 ? 0 : 1, pickIsLeft: i % 10 > 0 })),
      same,
    );
    const [first, second] = found.models;
    const share = clusteredShare(sumClusters(Array.from({ length: 40 }, (_, i) => [i % 4 > 0 ? 1 : 0, 1] as const)));
    expect([first!.model, first!.people.n, first!.judge.n]).toEqual(['a', 40, 40]);
    expect(first!.people.value).toBeCloseTo(0.75, 5);
    expect(first!.judge.value).toBeCloseTo(0.9, 5);
    expect(second!.people.value).toBeCloseTo(0.25, 5);
    expect(first!.people.low).toBeCloseTo(share.low!, 2);
    expect([first!.places, second!.places]).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('leaves out duels of a model with itself, wherever it runs, and models in few duels', () => {
    const found = leaderboard(
      [
        ...many(12, (i) => duel(i, 'a@x', 'b', { won: i % 3, lost: 1 })),
        ...many(5, (i) => duel(100 + i, 'a@x', 'a@y')),
        ...many(3, (i) => duel(200 + i, 'c', 'b', { won: 1, lost: 1 })),
      ],
      (model) => model.replace(/@.*/, ''),
    );
    expect(found).toMatchObject({ questions: 15, sameModel: 5, unranked: [{ model: 'c', questions: 3, why: 'few' }] });
    expect(found.models.map(({ model }) => model).sort()).toEqual(['a', 'b']);
  });

  it('gives no rank across groups that never met, and one bound where a model won everything', () => {
    const even = { won: 1, lost: 1 };
    const found = leaderboard(
      [
        ...many(10, (i) => duel(i, 'a', 'b', even)),
        ...many(10, (i) => duel(20 + i, 'b', 'c', even)),
        ...many(10, (i) => duel(40 + i, 'best', 'a')),
        ...many(10, (i) => duel(60 + i, 'x', 'y', even)),
      ],
      same,
    );
    expect(found.models[0]).toMatchObject({ model: 'best', people: { value: 1, high: 1 } });
    expect(found.models[0]!.people.low).toBeGreaterThan(0.5);
    expect(found.unranked.map(({ model, why }) => `${model} ${why}`).sort()).toEqual(['x apart', 'y apart']);
    expect(words(leaderboardView(en, found, 90))).toContain('nothing yet ties their votes to the others: `x`, `y`');
  });

  it('does not depend on which opponents the lottery draws', () => {
    // Four models answer each question, and the judge is as good as people.
    const strength = [1, 0.3, -0.3, -1];
    const study = (runnerUp: number, seed: string) => {
      const lot = chance(seed);
      return leaderboard(
        many(6000, (i) => {
          const order = strength
            .map((s, model) => ({ model, felt: s - Math.log(-Math.log(lot.uniform())) }))
            .toSorted((a, b) => b.felt - a.felt);
          const drawn = lot.uniform() < runnerUp ? 1 : lot.uniform() < 0.5 ? 2 : 3;
          const probability = drawn === 1 ? runnerUp : (1 - runnerUp) / 2;
          return duel(i, `${order[0]!.model}`, `${order[drawn]!.model}`, { probability });
        }),
        same,
      ).models.map(({ people }) => people.value!);
    };
    const truth = strength.map((s) => 1 / (1 + Math.exp((-s * 4) / 3)));
    for (const runnerUp of [1 / 3, 0.75])
      for (const [i, value] of study(runnerUp, `${runnerUp}`).entries()) expect(value).toBeCloseTo(truth[i]!, 1);
  });

  it('says so where there is nothing, and where a single model has enough', () => {
    for (const duels of [[], many(3, (i) => duel(i, 'a', 'b'))]) {
      const found = leaderboard(duels, same);
      expect(leaderboardDrawing(en, found)).toBeNull();
      expect(words(leaderboardView(en, found, 1))).toContain('Not enough data yet');
      expect(words(leaderboardView(de, found, 1))).toContain('Noch zu wenige Daten');
    }
  });

  it('fits into a message and a picture, whatever models are called', () => {
    const name = fc.string({ minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 12 }), fc.boolean(), (names, german) => {
        const duels = names.flatMap((left, i) =>
          names
            .slice(i + 1)
            .flatMap((right, j) =>
              many(4, (k) => duel(i * 1000 + j * 10 + k, left, right, { won: 1 + ((i + k) % 3), lost: 1 })),
            ),
        );
        const found = leaderboard(duels, same);
        const view = leaderboardView(german ? de : en, found, 365);
        const said = [...words(view).matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) =>
          JSON.parse(`"${text}"`),
        );
        expect(said.join('').length).toBeLessThanOrEqual(limits.textTotal);
        const drawing = leaderboardDrawing(en, found);
        if (drawing) expect(drawLeaderboard(drawing)).not.toMatch(/NaN|undefined|Infinity/);
        expect(leaderboardAlt(de, found).length).toBeLessThanOrEqual(limits.altText);
      }),
      { numRuns: runs(20) },
    );
  });
});

describe('a card of one’s own votes', () => {
  const own = { counted: 9, leftOut: 2, ties: 1, bothBad: 1, sided: 7, withJudge: 5, majorities: 0, withMajority: 0 };

  it('says small numbers as numbers, and larger ones with their range', () => {
    const small = words(myVotesView(en, own, [{ model: 'hf:org/otter@https://x', shown: 3, chosen: 2 }]));
    expect(small).toContain('5 of 7 went to its pick');
    expect(small).toContain('`otter`: 2 of 3');
    expect(small).not.toContain('%');
    expect(small).toContain('at least 3 others');
    const large = words(myVotesView(en, { ...own, counted: 42, sided: 40, withJudge: 30 }, []));
    expect(large).toContain('30 of 40, 75 % (60 % to 86 %)');
  });

  it('has words for nothing', () => {
    const none = {
      counted: 0,
      leftOut: 0,
      ties: 0,
      bothBad: 0,
      sided: 0,
      withJudge: 0,
      majorities: 0,
      withMajority: 0,
    };
    expect(words(myVotesView(en, none, []))).toContain('None of your votes counts yet');
    expect(words(myVotesView(de, none, []))).toContain('Noch zählt keine deiner Stimmen');
  });
});
