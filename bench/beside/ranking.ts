import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strengths } from '../../src/agreement/strengths.ts';
import { readOutcomes } from '../../src/cli/rank.ts';
import { rankAgreement } from '../../src/cli/rank-against.ts';
import type { Topic } from '../beside.bench.ts';

/** See `ranking.py`. */
const ranking: Topic = async (data) => {
  const files = {
    food: 'evalica_golden/food.csv',
    llmfao: 'llmfao/crowd-comparisons.csv',
    'gpt-4': 'llmfao/gpt4-crowd-comparisons.csv',
  };
  const ranked: Record<string, { item: string; score: number; group: number }[]> = {};
  const figures: Record<string, number> = {};
  for (const [name, path] of Object.entries(files)) {
    const rows = strengths(readOutcomes(readFileSync(join(data, path), 'utf8')));
    ranked[name] = rows.map(({ item, strength, group }) => ({ item, score: strength, group }));
    const found = rows.map(({ strength }) => strength);
    const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
    figures[`${name}: strongest`] = found[0]! - mean;
    figures[`${name}: weakest`] = found.at(-1)! - mean;
    figures[`${name}: spread`] = Math.sqrt(found.reduce((sum, one) => sum + (one - mean) ** 2, 0) / found.length);
  }
  const { spearman, kendall } = rankAgreement(ranked.llmfao!, ranked['gpt-4']!);
  return {
    ...figures,
    'crowd and GPT-4: Spearman': spearman.value!,
    'crowd and GPT-4: Kendall': kendall.value!,
  };
};

export default ranking;
