import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextualPreference } from '../../src/agreement/contextual.ts';
import { plurality } from '../../src/agreement/ratings.ts';
import { agreementOf } from '../../src/research/validate/figures.ts';
import { styleNames, styleOf } from '../../src/research/validate/style-features.ts';
import type { Topic } from '../beside.bench.ts';

const LABELS = ['tie', 'first', 'second'];
const decided = (votes: readonly number[]): string => LABELS[plurality(votes) ?? 0]!;

interface Vote {
  question_id: number;
  turn: number;
  model_a: string;
  model_b: string;
  winner: string;
}

/** See `validate.py`. */
const validate: Topic = async (data) => {
  const text = (path: string) => readFileSync(join(data, path), 'utf8');
  const lines = (path: string): Vote[] =>
    text(path)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { ...mtBench(lines('mtbench_human/human.jsonl'), lines('mtbench_human/gpt4_pair.jsonl')), ...pandaLm(text) };
};

const keyOf = ({ turn, question_id, model_a, model_b }: Vote) =>
  JSON.stringify([turn, question_id, ...[model_a, model_b].sort()]);

function sideOf({ winner, model_a, model_b }: Vote): number {
  if (winner.startsWith('tie')) return 0;
  return (winner === 'model_a') === model_a < model_b ? 1 : 2;
}

function mtBench(human: readonly Vote[], gpt4: readonly Vote[]) {
  const votes = Map.groupBy(human, keyOf);
  const judged = new Map(gpt4.map((row) => [keyOf(row), LABELS[sideOf(row)]!]));
  const figures = (name: string, turns: readonly number[]) => {
    const rows = [...votes].flatMap(([key, own]) =>
      turns.includes(own[0]!.turn)
        ? [{ cluster: `${own[0]!.question_id}`, people: decided(own.map(sideOf)), judge: judged.get(key)! }]
        : [],
    );
    const { kappa, ac1 } = agreementOf(rows).figures;
    return { [`kappa, MT-Bench ${name}`]: kappa.value, [`AC1, MT-Bench ${name}`]: ac1.value };
  };
  return { ...figures('turn 1', [1]), ...figures('turn 2', [2]), ...figures('both turns', [1, 2]) };
}

function pandaLm(text: (path: string) => string) {
  const rows = JSON.parse(text('pandalm/testset-v1.json')) as Record<string, unknown>[];
  const judge = JSON.parse(text('pandalm/pandalm-7b-testset-v1.json')) as { pandalm_result: number }[];
  const people = rows.map((row) => decided([1, 2, 3].map((i) => Number(row[`annotator${i}`]))));
  const its = judge.map(({ pandalm_result }) => LABELS[pandalm_result]!);
  const cluster = (i: number) => `${rows[i]!.instruction}\n${rows[i]!.input}`;
  const places = [styleNames.indexOf('length'), styleNames.indexOf('lists')];
  // Python writes a boolean with a capital.
  const shown = (value: unknown) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value));
  const styles = rows.map(({ response1, response2 }) => {
    const all = styleOf(shown(response1), shown(response2));
    return places.map((place) => all[place]!);
  });
  const deviations = places.map((_, i) => {
    const mean = styles.reduce((sum, style) => sum + style[i]!, 0) / styles.length;
    return Math.sqrt(styles.reduce((sum, style) => sum + (style[i]! - mean) ** 2, 0) / styles.length);
  });
  const outcome = (label: string) => (label === 'tie' ? 0.5 : Number(label === 'first'));
  const contexts = contextualPreference(
    rows.map(({ cmp_key }, i) => ({
      cluster: cluster(i),
      features: styles[i]!.map((value, place) => value / deviations[place]!),
      models: String(cmp_key).split('_') as unknown as [string, string],
      people: outcome(people[i]!),
      judge: outcome(its[i]!),
    })),
  );
  const table = agreementOf(people.map((label, i) => ({ cluster: cluster(i), people: label, judge: its[i]! })));
  const odds = (['length', 'lists'] as const).flatMap((name, i) =>
    ['GLM', 'arena'].flatMap((by) => [
      [`log-odds of ${name}, people, ${by}`, contexts.people[i]!.value],
      [`log-odds of ${name}, PandaLM-7B, ${by}`, contexts.judge[i]!.value],
    ]),
  );
  return { 'kappa, PandaLM-7B': table.figures.kappa.value, ...Object.fromEntries(odds) };
}

export default validate;
