import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { krippendorffAlpha } from '../../src/agreement/human-human.ts';
import { type Rating, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import type { Topic } from '../beside.bench.ts';

/** See `krippendorff.py`. */
const krippendorff: Topic = async (data) => {
  const golden = JSON.parse(readFileSync(join(data, 'golden_agreement/golden.json'), 'utf8'));
  const units = golden.krippendorff_reference.data_rows_are_units as (number | null)[][];
  const ratings = units.flatMap((unit, item) =>
    unit.flatMap((label, rater): Rating[] =>
      label === null
        ? []
        : [{ item: `${item}`, cluster: `${item}`, rater: `${rater}`, kind: 'human', label: `${label}` }],
    ),
  );
  const study = toStudy(ratings);
  const { value } = estimate(krippendorffAlpha(study), study.items, { resamples: 0, seed: '1' });
  return { 'alpha, nominal': value };
};

export default krippendorff;
