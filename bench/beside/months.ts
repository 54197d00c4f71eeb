import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../src/research/export/manifest.ts';
import type { Topic } from '../beside.bench.ts';

/** See `months.py`. An ask's rows stand together, so they are in one row group, but for those at its edge. */
const months: Topic = async () => {
  const { rows } = JSON.parse(readFileSync(join(process.env.MONTHS ?? '', 'manifest.json'), 'utf8')) as Manifest;
  const found: Record<string, number> = {};
  for (const [file, count] of Object.entries(rows)) {
    const table = file.split('/')[0] ?? '';
    if (count === 0 || table === file) continue;
    found[`${table}, rows`] = (found[`${table}, rows`] ?? 0) + count;
    found[`${table}, row groups for one ask`] = 1;
  }
  return found;
};

export default months;
