import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFormat, formatNames } from '../../src/judge/choose-format.ts';
import { SCHEMA_VERSION } from '../../src/research/export/manifest.ts';
import { SMALLEST_CELL } from '../../src/research/export/suppress.ts';
import { aggregates, tables, trl, verl } from '../../src/research/export/tables.ts';

const codebook = readFileSync(join(import.meta.dirname, '../../docs/codebook.md'), 'utf8');
const sections = new Map(
  codebook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.split(/^## /m)[0] ?? '']),
);

describe('the codebook', () => {
  it('names exactly the files that there are', () => {
    expect([...sections.keys()]).toEqual([...Object.keys(tables), 'aggregates', 'trl', 'verl']);
  });

  it.each(Object.entries({ ...tables, aggregates, trl, verl }))(
    'names exactly the columns of %s, in their order, with their types',
    (name, columns) => {
      const rows = [...(sections.get(name) ?? '').matchAll(/^\| `(\w+)` \| (\w+) \| (.+) \|$/gm)];
      const struct = (type: string) => (type === 'reward_model' || type === 'extra_info' ? 'struct' : type);
      expect(rows.map(([, column, type]) => [column, type])).toEqual(
        Object.entries(columns).map(([column, type]) => [column, struct(type)]),
      );
    },
  );

  it('states the version, the smallest cell and every judge format as they are', () => {
    expect(codebook).toContain(`Schema version ${SCHEMA_VERSION}.`);
    expect(codebook).toContain(`fewer than **${SMALLEST_CELL} voters**`);
    for (const format of formatNames) expect(codebook).toContain(`\`${chooseFormat('', format).name}\``);
  });
});
