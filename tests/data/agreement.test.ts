import { describe, expect, it } from 'vitest';
import { agreement } from '../../src/agreement/agreement.ts';
import { classify } from '../../src/agreement/classification.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha } from '../../src/agreement/human-human.ts';
import { pearson, ranks } from '../../src/agreement/rank-correlation.ts';
import { bradleyTerry, eloRatings } from '../../src/agreement/rankings.ts';
import { plurality, type Rating, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import { readOutcomes } from '../../src/cli/rank.ts';
import { hasPublicData, readPublic, readPublicLines } from '../support/public-data.ts';

const none = { resamples: 0, seed: '1', epsilon: 0.2 };
const csv = (path: string) =>
  readPublic(path)
    .trim()
    .split('\n')
    .map((line) => line.trimEnd().split(','));

describe.skipIf(!hasPublicData)('published figures', () => {
  interface Battle {
    judge: string;
    model_a: string;
    model_b: string;
    question_id: number;
    turn: number;
    winner: string;
  }
  const mtBench = (path: string, kind: Rating['kind'], among: (row: Battle) => boolean) =>
    readPublicLines<Battle>(`mtbench_human/${path}.jsonl`)
      .filter(among)
      .map((row): Rating => {
        const [first, second] = [row.model_a, row.model_b].sort();
        const item = `${row.question_id} ${row.turn} ${first} ${second}`;
        const winner = row.winner.startsWith('tie') ? 'tie' : row.winner === 'model_a' ? row.model_a : row.model_b;
        const label = winner === 'tie' ? winner : winner === first ? 'first' : 'second';
        return { item, cluster: `${row.question_id}`, rater: row.judge, kind, label };
      });

  // Zheng et al. 2023, table 5: agreement and n, for setup 1 (with ties) and setup 2 (without).
  it.each([
    { turn: 1, ties: 'with', judge: ['66 %', 1343], people: ['63 %', 721] },
    { turn: 1, ties: 'without', judge: ['85 %', 859], people: ['81 %', 479] },
    { turn: 2, ties: 'with', judge: ['66 %', 1325], people: ['67 %', 707] },
    { turn: 2, ties: 'without', judge: ['85 %', 864], people: ['82 %', 474] },
  ] as const)('of MT-Bench: turn $turn, $ties ties', ({ turn, ties, judge, people }) => {
    const votes = mtBench('human', 'human', (row) => row.turn === turn && row.judge.startsWith('expert'));
    const asked = new Set(votes.map(({ item }) => item));
    const verdicts = mtBench('gpt4_pair', 'judge', () => true).filter(({ item }) => asked.has(item));
    const { humanHuman, judges } = agreement(toStudy([...votes, ...verdicts], ties), none);
    const printed = (figure?: { value: number | null; n: number }) => [
      `${((figure?.value ?? 0) * 100).toFixed(0)} %`,
      figure?.n,
    ];
    expect(printed(judges.gpt4_pair?.perVote)).toEqual(judge);
    expect(printed(humanHuman.rawAgreement)).toEqual(people);
  });

  it('of MT-Bench: majority and kappa of GPT-4 against people', () => {
    const human = mtBench('human', 'human', () => true);
    const asked = new Set(human.map(({ item }) => item));
    const judge = mtBench('gpt4_pair', 'judge', () => true).filter(({ item }) => asked.has(item));
    const { judges } = agreement(toStudy([...human, ...judge]), none);
    const gpt4 = judges.gpt4_pair;
    expect(gpt4?.cohenKappa).toMatchObject({ n: 1814 });
    expect(gpt4?.cohenKappa.value?.toFixed(3)).toBe('0.505');
    expect(gpt4?.cohenKappaStrict).toMatchObject({ n: 1612 });
    expect(gpt4?.cohenKappaStrict.value?.toFixed(3)).toBe('0.557');
    expect(gpt4?.vsMajority.value?.toFixed(3)).toBe('0.672');
  });

  it('of PandaLM: Cohen’s kappa of each pair of its annotators', () => {
    type Row = Record<'annotator1' | 'annotator2' | 'annotator3', number>;
    const rows = JSON.parse(readPublic('pandalm/testset-v1.json')) as Row[];
    const kappa = (a: keyof Row, b: keyof Row) => {
      const ratings = rows.flatMap((row, i): Rating[] => [
        { item: `${i}`, cluster: `${i}`, rater: a, kind: 'human', label: `${row[a]}` },
        { item: `${i}`, cluster: `${i}`, rater: b, kind: 'judge', label: `${row[b]}` },
      ]);
      return agreement(toStudy(ratings), none).judges[b]?.cohenKappa.value?.toFixed(2);
    };
    expect([
      kappa('annotator1', 'annotator2'),
      kappa('annotator1', 'annotator3'),
      kappa('annotator2', 'annotator3'),
    ]).toEqual(['0.85', '0.88', '0.86']);
  });

  it('of PandaLM: accuracy, macro precision, recall and F1 of two judges', () => {
    type Row = Record<'annotator1' | 'annotator2' | 'annotator3', number>;
    const people = (JSON.parse(readPublic('pandalm/testset-v1.json')) as Row[]).map(
      (row) => plurality([row.annotator1, row.annotator2, row.annotator3]) ?? 0,
    );
    const figures = (said: string[]) => {
      const found = classify(people.map((truth, i) => ({ truth: `${truth}`, said: said[i] ?? '' })));
      return (['accuracy', 'precision', 'recall', 'f1'] as const).map((key) => found?.[key].toFixed(4));
    };
    const gpt = JSON.parse(readPublic('pandalm/gpt-3.5-turbo-testset-v1.json')) as { gpt_result: string }[];
    // Ties and unreadable verdicts are class 0.
    expect(figures(gpt.map(({ gpt_result: said }) => (/^[12]$/.test(said) ? said : '0')))).toEqual([
      '0.7107',
      '0.5879',
      '0.5736',
      '0.5755',
    ]);
    const panda = JSON.parse(readPublic('pandalm/pandalm-7b-testset-v1.json')) as { pandalm_result: number }[];
    expect(figures(panda.map(({ pandalm_result: said }) => `${said}`))).toEqual([
      '0.6677',
      '0.5738',
      '0.5750',
      '0.5743',
    ]);
  });

  it('of LLMFAO: rank correlations of people, GPT-4 and GPT-3.5', () => {
    const place = (path: string) => {
      const ranked = bradleyTerry(readOutcomes(readPublic(`llmfao/${path}.csv`)));
      // The authors round tied ranks down: by GPT-3.5, Claude v1 and Jurassic 2 Ultra are both 20th, not
      // 20.5th.
      const places = ranks(ranked.map(({ score }) => -Number(score.toFixed(12)))).map(Math.floor);
      return new Map(ranked.map(({ item }, i) => [item, places[i] ?? Number.NaN]));
    };
    const people = place('crowd-comparisons');
    const [gpt4, gpt3] = [place('gpt4-crowd-comparisons'), place('gpt3-crowd-comparisons')];
    const items = [...people.keys()];
    const between = (a: Map<string, number>, b: Map<string, number>) =>
      pearson(
        items.map((item) => a.get(item) ?? Number.NaN),
        items.map((item) => b.get(item) ?? Number.NaN),
      )?.toFixed(6);
    expect([between(people, gpt4), between(people, gpt3), between(gpt4, gpt3)]).toEqual([
      '0.730918',
      '0.716610',
      '0.717136',
    ]);
  });

  it('of Krippendorff’s example: alpha and AC1', () => {
    const golden = JSON.parse(readPublic('golden_agreement/golden.json')).krippendorff_reference;
    const units = golden.data_rows_are_units as (number | null)[][];
    const study = toStudy(
      units.flatMap((unit, i) =>
        unit.flatMap((label, rater): Rating[] =>
          label === null
            ? []
            : [{ item: `${i}`, cluster: `${i}`, rater: `${rater}`, kind: 'human', label: `${label}` }],
        ),
      ),
    );
    expect(estimate(krippendorffAlpha(study), study.items, none).value).toBeCloseTo(golden.alpha_nominal, 12);
    expect(estimate(gwetAc1(study), study.items, none).value).toBeCloseTo(golden.gwet_ac1_own_computation, 12);
    expect(estimate(fleissKappa(study), study.items, none).value).not.toBeNull();
  });

  it.each(['simple', 'food', 'llmfao'])('of evalica: %s, to 1e-9', (name) => {
    const source = name === 'llmfao' ? 'llmfao/crowd-comparisons.csv' : `evalica_golden/${name}.csv`;
    const outcomes = readOutcomes(readPublic(source));
    const golden = csv(`evalica_golden/${name}-golden.csv`);
    const expected = (algorithm: string) =>
      new Map(golden.filter(([a]) => a === algorithm).map(([, item, score]) => [item, Number(score)]));
    for (const [ranked, algorithm] of [
      [bradleyTerry(outcomes), 'bradley_terry'],
      [eloRatings(outcomes), 'elo'],
    ] as const) {
      const scores = expected(algorithm);
      expect(scores.size).toBe(ranked.length);
      for (const { item, score } of ranked)
        expect(Math.abs(score - (scores.get(item) ?? Number.NaN))).toBeLessThan(1e-9);
    }
  });
});
