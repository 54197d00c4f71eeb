import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { intervalAlpha, ordinalAlpha } from '../../src/agreement/ordered-alpha.ts';
import { type Rating, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import { weightedKappa } from '../../src/agreement/weighted-kappa.ts';
import type { Topic } from '../beside.bench.ts';

const none = { resamples: 0, seed: '1' };
type Labels = readonly (number | null)[];

const ratings = (units: readonly Labels[], judge: number | null = null): Rating[] =>
  units.flatMap((unit, item) =>
    unit.flatMap((label, rater): Rating[] =>
      label === null
        ? []
        : [
            {
              ...{ item: `${item}`, cluster: `${item}`, rater: `${rater}`, label: `${label}` },
              kind: rater === judge ? 'judge' : 'human',
            },
          ],
    ),
  );

/** See `ordered.py`. */
const ordered: Topic = async (data) => {
  const read = (path: string) => JSON.parse(readFileSync(join(data, path), 'utf8'));
  const own = read('golden_agreement/golden.json').krippendorff_reference.data_rows_are_units as Labels[];
  const rows = read('pandalm/testset-v1.json') as Record<string, number>[];
  const people = rows.map((row) => [1, 2, 3].map((i) => row[`annotator${i}`] ?? null));
  const found: Record<string, number | null> = {};
  for (const [name, units] of [
    ['his example', own],
    ['PandaLM', people],
  ] as const) {
    const study = toStudy(ratings(units));
    found[`alpha, ordinal, ${name}`] = estimate(ordinalAlpha(study), study.items, none).value;
    found[`alpha, interval, ${name}`] = estimate(intervalAlpha(study), study.items, none).value;
  }
  for (const [a, b] of [
    [1, 2],
    [1, 3],
    [2, 3],
  ] as const) {
    const both = people.map((unit) => [unit[a - 1] ?? null, unit[b - 1] ?? null]);
    const study = toStudy(ratings(both, 1));
    for (const weights of ['linear', 'quadratic'] as const)
      found[`kappa, ${weights}, annotators ${a} and ${b}`] = estimate(
        weightedKappa(study, 0, weights),
        study.items,
        none,
      ).value;
  }
  return found;
};

export default ordered;
