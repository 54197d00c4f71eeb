import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../src/research/export/manifest.ts';
import { isTraining } from '../../src/research/export/manifest.ts';
import type { Topic } from '../beside.bench.ts';

const summed = ['candidates_wanted', 'output_tokens', 'opponent_probability', 'votes'];

/** See `export.py`. All formats hold the same rows, so the sums are those of the JSON lines. */
const exportFiles: Topic = async () => {
  const example = join(import.meta.dirname, '../../examples/export');
  const several = process.env.EXAMPLE_FORMATS;
  const found: Record<string, number> = {};
  for (const folder of several ? readdirSync(several).map((name) => join(several, name)) : [example]) {
    const { format, rows } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    found[`${format}, errors and warnings`] = 0;
    for (const [file, count] of Object.entries(rows)) {
      if (count === 0) continue;
      found[`${format}/${file}, rows`] = count;
      const table = `${file.replace(/[/.].*/, '')}.jsonl`;
      const lines = readFileSync(
        isTraining(format) ? join(several ?? '', 'trl', table) : join(linesIn(several, example), table),
        'utf8',
      );
      const of = lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, number | null>);
      for (const column of summed) {
        if (of[0]?.[column] === undefined) continue;
        const sum = of.reduce((total, row) => total + (row[column] ?? 0), 0);
        // verl has both orders of each pair.
        found[`${format}/${file}, sum of ${column}`] = Number((format === 'verl' ? 2 * sum : sum).toFixed(6));
      }
    }
  }
  return found;
};

const linesIn = (several: string | undefined, example: string): string => {
  const folder = several === undefined ? example : join(several, 'jsonl');
  return existsSync(folder) ? folder : example;
};

export default exportFiles;
