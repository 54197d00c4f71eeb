import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dawidSkene } from '../../src/agreement/dawid-skene.ts';
import { fleissKappa } from '../../src/agreement/human-human.ts';
import { type Rating, toStudy } from '../../src/agreement/ratings.ts';
import { estimate } from '../../src/agreement/share-estimate.ts';
import { scoresOf } from '../../src/cli/classify.ts';
import type { Topic } from '../beside.bench.ts';

const CLASSES = ['1', '2', 'tie'] as const;

/** See `several.py`. */
const several: Topic = async (data) => {
  type Row = Record<string, string | number>;
  const load = (name: string) => JSON.parse(readFileSync(join(data, 'pandalm', `${name}.json`), 'utf8')) as Row[];
  const side = (label: string | number | undefined) => (/^[12]$/.test(`${label}`) ? `${label}` : 'tie');
  const [gpt, panda] = [load('gpt-3.5-turbo-testset-v1'), load('pandalm-7b-testset-v1')];
  const people = load('testset-v1').map((row) => [1, 2, 3].map((k) => side(row[`annotator${k}`])));
  const ratings = people.flatMap((labels, i): Rating[] => {
    const one = (rater: string, kind: Rating['kind'], label: string) => ({
      ...{ item: `${i}`, cluster: `${i}` },
      ...{ rater, kind, label },
    });
    return [
      ...labels.map((label, k) => one(`${k}`, 'human', label)),
      one('gpt-3.5', 'judge', side(gpt[i]?.gpt_result)),
      one('pandalm-7b', 'judge', side(panda[i]?.pandalm_result)),
    ];
  });
  const study = toStudy(ratings);
  const scores = Object.entries(scoresOf(study, false)).flatMap(([name, one]) => [
    [`${name}: accuracy`, one.accuracy.value],
    [`${name}: precision`, one.precision],
    [`${name}: recall`, one.recall],
    [`${name}: F1`, one.f1],
  ]);
  const patterns = people.map((labels) => ({
    labels: labels.map((label) => CLASSES.indexOf(label as (typeof CLASSES)[number])),
    weight: 1,
  }));
  const { confusion } = dawidSkene(patterns, 3, 3, { smoothing: 0, close: 1e-12 });
  const right = confusion.flatMap((own, j) =>
    CLASSES.map((name, c) => [`Dawid–Skene, annotator ${j + 1}: ${name} where ${name}`, own[c]?.[c] ?? null]),
  );
  const { value } = estimate(fleissKappa(study), study.items, { resamples: 0, seed: '1' });
  return Object.fromEntries([...scores, ...right, ["Fleiss' kappa", value]]);
};

export default several;
