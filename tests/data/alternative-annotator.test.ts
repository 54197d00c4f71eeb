import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alternativeAnnotator } from '../../src/agreement/alternative-annotator.ts';
import { type Rating, toStudy } from '../../src/agreement/ratings.ts';

/**
 * The data of Calderon, Reichart and Dror 2025 (github.com/nitaytech/AltTest, its folder `data`), as
 * `shared/data/alttest`.
 */
const folder = join(import.meta.dirname, '../../../shared/data/alttest');

const epsilons = {
  wax: 0.1,
  lgbteen: 0.2,
  mtbench: 0.2,
  framing: 0.15,
  cebab_aspects: 0.1,
  summeval: 0.2,
  '10k_prompts': 0.15,
  cebab_stars: 0.1,
  lesion: 0.15,
};
const ordered = new Set(['summeval', '10k_prompts', 'cebab_stars', 'lesion']);

/** What their notebook `alt_test_example.ipynb` printed: winning rate and advantage probability. */
const printed: Record<string, Record<string, readonly [winningRate: string, advantage: string]>> = {
  wax: {
    gemini_flash: ['0.38', '0.69'],
    gemini_pro: ['0.50', '0.74'],
    'gpt-4o': ['0.50', '0.73'],
    'llama-31': ['0.00', '0.57'],
    'gpt-4o-mini': ['0.00', '0.59'],
    'mistral-v03': ['0.00', '0.50'],
  },
  lgbteen: {
    gemini_flash: ['0.25', '0.71'],
    gemini_pro: ['0.00', '0.67'],
    'gpt-4o': ['0.75', '0.77'],
    'llama-31': ['0.00', '0.72'],
    'gpt-4o-mini': ['0.75', '0.76'],
    'mistral-v03': ['0.25', '0.75'],
  },
  mtbench: {
    gemini_flash: ['0.00', '0.72'],
    gemini_pro: ['0.00', '0.76'],
    'gpt-4o': ['0.00', '0.77'],
    'llama-31': ['0.00', '0.69'],
    'gpt-4o-mini': ['0.00', '0.74'],
    'mistral-v03': ['0.00', '0.68'],
  },
  framing: {
    gemini_flash: ['1.00', '0.83'],
    gemini_pro: ['1.00', '0.91'],
    'gpt-4o': ['1.00', '0.92'],
    'llama-31': ['0.50', '0.80'],
    'gpt-4o-mini': ['1.00', '0.87'],
    'mistral-v03': ['0.25', '0.80'],
  },
  cebab_aspects: {
    gemini_flash: ['0.70', '0.91'],
    gemini_pro: ['0.90', '0.94'],
    'gpt-4o': ['0.90', '0.93'],
    'llama-31': ['0.60', '0.89'],
    'gpt-4o-mini': ['0.50', '0.90'],
    'mistral-v03': ['0.10', '0.81'],
  },
  summeval: {
    gemini_flash: ['0.00', '0.46'],
    gemini_pro: ['0.00', '0.44'],
    'gpt-4o': ['0.00', '0.48'],
    'llama-31': ['0.00', '0.58'],
    'gpt-4o-mini': ['0.00', '0.54'],
    'mistral-v03': ['0.00', '0.62'],
  },
  '10k_prompts': {
    gemini_flash: ['0.31', '0.67'],
    gemini_pro: ['0.08', '0.63'],
    'gpt-4o': ['0.69', '0.76'],
    'llama-31': ['0.15', '0.67'],
    'gpt-4o-mini': ['0.92', '0.80'],
    'mistral-v03': ['0.15', '0.67'],
  },
  cebab_stars: {
    gemini_flash: ['0.60', '0.82'],
    gemini_pro: ['0.80', '0.87'],
    'gpt-4o': ['0.90', '0.90'],
    'llama-31': ['0.60', '0.85'],
    'gpt-4o-mini': ['0.90', '0.89'],
    'mistral-v03': ['0.50', '0.83'],
  },
  lesion: {
    gemini_flash: ['0.17', '0.71'],
    gemini_pro: ['1.00', '0.81'],
    'gpt-4o': ['0.00', '0.62'],
    'gpt-4o-mini': ['0.67', '0.73'],
  },
};

type Labels = Record<string, string | number>;
const read = (set: string, who: string) =>
  JSON.parse(readFileSync(join(folder, set, `${who}_annotations.json`), 'utf8')) as Record<string, Labels>;
const ratings = (rater: string, kind: Rating['kind'], labels: Labels) =>
  Object.entries(labels).map(([item, label]): Rating => ({ item, cluster: item, rater, kind, label: `${label}` }));

describe.skipIf(!existsSync(folder))('the alternative annotator test as published', () => {
  it.each(Object.entries(epsilons))('of %s', (set, epsilon) => {
    const people = Object.entries(read(set, 'human')).flatMap(([who, labels]) => ratings(who, 'human', labels));
    const judges = Object.entries(read(set, 'llm'));
    const study = toStudy([...people, ...judges.flatMap(([who, labels]) => ratings(who, 'judge', labels))]);
    const scale = ordered.has(set) ? 'ordinal' : 'nominal';
    const found = study.judges.map((name, judge) => {
      const { winningRate, advantage } = alternativeAnnotator(study, judge, { epsilon, scale, intervals: false });
      return [name, [(winningRate.value ?? 0).toFixed(2), (advantage.value ?? 0).toFixed(2)]];
    });
    expect(Object.fromEntries(found)).toEqual(printed[set]);
  });
});
