import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared/data');

/** Public data is not part of the project. Without it, tests that need it are skipped. */
export const hasPublicData = existsSync(folder);

export const readPublic = (path: string): string => readFileSync(resolve(folder, path), 'utf8');

export const readPublicLines = <T>(path: string): T[] =>
  readPublic(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return value.length > 40 ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
};

/** Some ten thousand real questions and answers of people and models. */
export const readPublicTexts = (): string[] => [
  ...new Set([
    ...['bard', 'gpt35', 'llama-13b', 'vicuna-13b'].flatMap((name) =>
      textsOf(readPublicLines(`fastchat_vicuna_reviews/answer/answer_${name}.jsonl`)),
    ),
    ...textsOf(readPublicLines('mtbench_human/question.jsonl')),
    ...textsOf(readPublicLines('oasst_ranked/en_100_tree.jsonl')),
    ...textsOf(readPublicLines('oasst_ranked/ranked_sets.jsonl')),
    ...textsOf(JSON.parse(readPublic('pandalm/testset-v1.json'))),
  ]),
];
