import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement } from '../../../src/agreement/agreement.ts';
import { alternativeAnnotator, benjaminiYekutieli } from '../../../src/agreement/alternative-annotator.ts';
import {
  fleissKappa,
  gwetAc1,
  krippendorffAlpha,
  leaveOneOut,
  rawAgreement,
} from '../../../src/agreement/human-human.ts';
import { cohenKappa, perVote, vsMajority } from '../../../src/agreement/judge-human.ts';
import { bradleyTerry, isConnected } from '../../../src/agreement/rankings.ts';
import { plurality, type Rating, toStudy } from '../../../src/agreement/ratings.ts';
import { estimate } from '../../../src/agreement/share-estimate.ts';
import type { Statistic } from '../../../src/agreement/statistic.ts';
import { wilson } from '../../../src/agreement/wilson.ts';
import { seeded } from '../../../src/seeded.ts';

const none = { resamples: 0, seed: '1' };
/** A study from a table of units × people. Null: no vote. */
const table = (units: (string | number | null)[][], judge?: (string | number)[]) =>
  toStudy(
    units.flatMap((unit, i) => [
      ...unit.flatMap((label, rater): Rating[] =>
        label === null ? [] : [{ item: `${i}`, cluster: `${i}`, rater: `p${rater}`, kind: 'human', label: `${label}` }],
      ),
      ...(judge
        ? [{ item: `${i}`, cluster: `${i}`, rater: 'judge', kind: 'judge' as const, label: `${judge[i]}` }]
        : []),
    ]),
  );
const value = (study: ReturnType<typeof toStudy>, statistic: Statistic) => estimate(statistic, study.items, none).value;

describe('agreement of people', () => {
  // Computed by hand from the units (x,x,x), (x,x,y), (y,y), (x).
  const study = table([
    ['x', 'x', 'x'],
    ['x', 'x', 'y'],
    ['y', 'y', null],
    ['x', null, null],
  ]);

  it('counts agreeing pairs of all pairs', () => {
    // 3 of 3 pairs agree, 1 of 3, and 1 of 1.
    expect(value(study, rawAgreement(study))).toBeCloseTo(5 / 7, 12);
  });

  it('is corrected for chance by Fleiss from items with two votes or more', () => {
    // 5 x and 3 y: the expected agreement is (25 + 9) / 64.
    expect(value(study, fleissKappa(study))).toBeCloseTo((5 / 7 - 34 / 64) / (1 - 34 / 64), 12);
  });

  it('gives alpha by the coincidence matrix', () => {
    // Observed disagreement: 4 ordered pairs / 2 = 2 of 8 votes. Expected: (56 − 5·4 − 3·2) / 56.
    expect(value(study, krippendorffAlpha(study))).toBeCloseTo(1 - 2 / 8 / (30 / 56), 12);
  });

  it('gives AC1 from mean shares over all items', () => {
    const px = (1 + 2 / 3 + 0 + 1) / 4;
    const chance = 2 * px * (1 - px);
    expect(value(study, gwetAc1(study))).toBeCloseTo(((1 + 1 / 3 + 1) / 3 - chance) / (1 - chance), 12);
  });

  it('gives people the same AC1 whatever a judge calls it', () => {
    const verdict = { item: '1', cluster: '1', rater: 'judge', kind: 'judge' as const, label: 'of its own' };
    const votes = ['x', 'y', 'x'].map((label, i) => ({
      ...{ item: `${i > 1}`, cluster: '1', rater: `${i}`, kind: 'human' as const, label },
    }));
    const [alone, judged] = [toStudy(votes), toStudy([...votes, verdict])];
    expect(value(judged, gwetAc1(judged))).toBe(value(alone, gwetAc1(alone)));
    const agreed = toStudy([...votes.map((vote) => ({ ...vote, label: 'x' })), verdict]);
    expect(value(agreed, gwetAc1(agreed))).toBeNull();
  });

  it('holds each vote against the others, level labels sharing', () => {
    // (x,x,x): 3. (x,x,y): the others of each x are tied, so 1/2 each; the others of y are x, so 0. (y,y): 2.
    expect(value(study, leaveOneOut(study))).toBeCloseTo((3 + 1 + 2) / 8, 12);
  });

  it('is perfect, or undefined, where all say the same', () => {
    const same = table([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    expect(value(same, rawAgreement(same))).toBe(1);
    expect(value(same, krippendorffAlpha(same))).toBeNull();
    expect(value(same, fleissKappa(same))).toBeNull();
  });

  it('never depends on who is who, or on the order of rows', () => {
    const ratings = fc.array(
      fc.record({
        item: fc.constantFrom('1', '2', '3', '4'),
        rater: fc.constantFrom('a', 'b', 'c'),
        label: fc.constantFrom('x', 'y', 'tie'),
      }),
      { minLength: 4 },
    );
    fc.assert(
      fc.property(ratings, fc.string(), (rows, seed) => {
        const whole = [...new Map(rows.map((row) => [`${row.item} ${row.rater}`, row])).values()].map(
          (row): Rating => ({ ...row, cluster: row.item, kind: 'human' }),
        );
        const [one, other] = [toStudy(whole), toStudy(seeded(seed, 'rows').shuffle(whole))];
        for (const statistic of [rawAgreement, fleissKappa, krippendorffAlpha, gwetAc1, leaveOneOut]) {
          const [a, b] = [value(one, statistic(one)), value(other, statistic(other))];
          if (a === null || b === null) expect(a).toBe(b);
          else expect(a).toBeCloseTo(b, 10);
        }
      }),
    );
  });
});

describe('agreement of a judge with people', () => {
  const study = table(
    [
      ['x', 'x', 'y'],
      ['x', 'y', null],
      ['y', 'y', null],
      ['tie', 'x', 'x'],
    ],
    ['x', 'tie', 'x', 'x'],
  );

  it('is counted by vote, and against the majority', () => {
    expect(value(study, perVote(0))).toBeCloseTo((2 + 0 + 0 + 2) / 10, 12);
    // A split vote is a tie, so the second item agrees. The strict majority leaves it out.
    expect(value(study, vsMajority(study, 0, false))).toBe(3 / 4);
    expect(value(study, vsMajority(study, 0, true))).toBe(2 / 3);
  });

  it('is corrected for chance by Cohen', () => {
    // People: x tie y x. Judge: x tie x x. Observed 3/4, expected (2·3 + 1·1 + 1·0) / 16.
    expect(value(study, cohenKappa(study, 0, false))).toBeCloseTo((3 / 4 - 7 / 16) / (9 / 16), 12);
  });

  it('leaves ties out first where that is asked', () => {
    const ratings: Rating[] = [
      { item: '1', cluster: '1', rater: 'a', kind: 'human', label: 'tie' },
      { item: '1', cluster: '1', rater: 'b', kind: 'human', label: 'x' },
      { item: '2', cluster: '2', rater: 'a', kind: 'human', label: 'tie' },
      { item: '1', cluster: '1', rater: 'j', kind: 'judge', label: 'x' },
      { item: '2', cluster: '2', rater: 'j', kind: 'judge', label: 'y' },
    ];
    const without = toStudy(ratings, 'without');
    expect(value(without, perVote(0))).toBe(1);
    expect(without.labels).not.toContain('tie');
  });
});

describe('the alternative annotator test', () => {
  const lot = seeded('people', 'votes');
  const vote = (truth: string, accuracy: number) =>
    lot.below(1000) < accuracy * 1000 ? truth : truth === 'x' ? 'y' : 'x';
  const simulate = (judgeAccuracy: number, items = 300) => {
    const truths = Array.from({ length: items }, () => (lot.coin() ? 'x' : 'y'));
    return table(
      truths.map((truth) => [0.8, 0.8, 0.8].map((accuracy) => vote(truth, accuracy))),
      truths.map((truth) => vote(truth, judgeAccuracy)),
    );
  };

  it('lets a judge pass that is as good as people, and fails one that guesses', () => {
    const [good, bad] = [simulate(0.9), simulate(0.5)];
    const [passed, failed] = [good, bad].map((study) => alternativeAnnotator(study, 0, { epsilon: 0.1 }));
    expect(passed?.winningRate).toMatchObject({ value: 1, low: null, high: null, n: 3 });
    expect(failed?.winningRate).toMatchObject({ value: 0, low: null, high: null, n: 3 });
    expect(passed?.advantage.low).toBeGreaterThan(failed?.advantage.high ?? 1);
  });

  it('says nothing about people with fewer than thirty items', () => {
    const few = simulate(0.9, 29);
    expect(alternativeAnnotator(few, 0, { epsilon: 0.1 }).winningRate).toMatchObject({ value: null, n: 0 });
  });

  it('controls false discoveries as Benjamini and Yekutieli do', () => {
    // The thresholds i · 0.05 / (4 · 25/12) are 0.006, 0.012, 0.018, 0.024.
    expect(benjaminiYekutieli([0.02, 0.001, 0.5, 0.011], 0.05)).toEqual([false, true, false, true]);
    expect(benjaminiYekutieli([], 0.05)).toEqual([]);
  });
});

describe('intervals', () => {
  it('are the same for the same seed, and none for one cluster', () => {
    const study = table([
      ['x', 'y'],
      ['x', 'x'],
      ['y', 'y'],
    ]);
    const once = estimate(rawAgreement(study), study.items, { resamples: 200, seed: 'a' });
    expect(estimate(rawAgreement(study), study.items, { resamples: 200, seed: 'a' })).toEqual(once);
    expect(estimate(rawAgreement(study), study.items.slice(0, 1), { resamples: 200, seed: 'a' })).toMatchObject({
      low: null,
      high: null,
    });
  });

  it('of Wilson lie in 0 to 1, around the share', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (a, b) => {
        const { value, low, high } = wilson(Math.min(a, b), Math.max(a, b));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        if (value !== null) expect(low <= value + 1e-12 && value <= high + 1e-12).toBe(true);
      }),
    );
    // A published example (Newcombe 1998): 81 of 263 gives 0.2553 to 0.3662.
    expect(wilson(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
  });
});

describe('the whole table', () => {
  it('says "not enough data" where there is none', () => {
    expect(agreement(toStudy([]), { ...none, epsilon: 0.1 })).toMatchObject({
      items: 0,
      raters: 0,
      humanHuman: { rawAgreement: { value: null, n: 0 } },
      judges: {},
    });
  });
});

describe('Bradley–Terry', () => {
  it('gives the strengths of the worked example on Wikipedia', () => {
    const wins = { 'A>B': 2, 'B>A': 3, 'A>D': 1, 'D>A': 4, 'B>C': 5, 'C>B': 3, 'C>D': 1, 'D>C': 3 };
    const outcomes = Object.entries(wins).flatMap(([pair, n]) =>
      Array.from({ length: n }, () => ({ left: pair[0]!, right: pair[2]!, winner: 'left' as const })),
    );
    const ranked = bradleyTerry(outcomes);
    const mean = Math.exp(ranked.reduce((sum, { score }) => sum + Math.log(score), 0) / ranked.length);
    const scores = Object.fromEntries(ranked.map(({ item, score }) => [item, score / mean]));
    for (const [item, score] of Object.entries({ A: 0.64, B: 1.043, C: 0.66, D: 2.27 }))
      expect(scores[item]).toBeCloseTo(score, 2);
    expect(isConnected(outcomes)).toBe(true);
  });

  it.each([
    ['somebody won everything', 'a>b b>c c>b', false],
    ['groups never met', 'a>b b>a c>d d>c', false],
    ['wins go round', 'a>b b>c c>a', true],
    ['a tie goes both ways', 'a=b b>c c>b', true],
    ['there is nobody', '', true],
  ])('knows whether scores are finite: %s', (_, text, connected) => {
    const outcomes = text
      .split(' ')
      .filter(Boolean)
      .map((game) => ({
        ...{ left: game[0]!, right: game[2]! },
        winner: game[1] === '=' ? ('tie' as const) : ('left' as const),
      }));
    expect(isConnected(outcomes)).toBe(connected);
  });
});

it('plurality is nobody where two are level', () => {
  expect(plurality([1, 1, 2])).toBe(1);
  expect(plurality([1, 2])).toBeNull();
  expect(plurality([])).toBeNull();
});
