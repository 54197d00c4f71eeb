import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confidenceSequence } from '../../src/agreement/confidence-sequence.ts';
import type { Topic } from '../beside.bench.ts';

interface Row {
  question_id: number;
  model_a: string;
  model_b: string;
  turn: number;
  winner: string;
}

/** See `confidence-sequence.py`. */
const sequence: Topic = async (data) => {
  const rows = (name: string) =>
    readFileSync(join(data, 'mtbench_human', name), 'utf8')
      .trim()
      .split('\n')
      .map((line): Row => JSON.parse(line))
      .filter(({ turn }) => turn === 1);
  const pair = (row: Row) => `${row.question_id} ${row.model_a} ${row.model_b}`;
  const judged = new Map(rows('gpt4_pair.jsonl').map((row) => [pair(row), row.winner]));
  const both = rows('human.jsonl').filter((row) => judged.has(pair(row)));
  const shares = [...Map.groupBy(both, (row) => row.question_id)]
    .sort(([a], [b]) => a - b)
    .map(([, votes]) => votes.filter((row) => row.winner === judged.get(pair(row))).length / votes.length);
  return Object.fromEntries(
    [10, 40, 80].flatMap((n) => {
      const { low, high } = confidenceSequence(shares.slice(0, n));
      return [
        [`low after ${n}`, low],
        [`high after ${n}`, high],
      ];
    }),
  );
};

export default sequence;
