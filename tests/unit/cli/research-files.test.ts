import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudy } from '../../../src/cli/agreement.ts';
import { readOutcomes } from '../../../src/cli/rank.ts';

describe('a researcher’s own files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal-files-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function study(text: string) {
    const path = join(folder, 'labels.jsonl');
    await writeFile(path, text);
    return readStudy(path, 'with');
  }
  const row = (fields: object) => JSON.stringify({ item: '1', rater: 'ann', kind: 'human', label: 'A', ...fields });

  it('may come from Windows: a mark of byte order, line ends of two characters, no last one', async () => {
    const { items, humans } = await study(`\uFEFF${row({})}\r\n\r\n${row({ rater: 'bob' })}`);
    expect([items.length, humans]).toEqual([1, ['ann', 'bob']]);
    expect(readOutcomes('\uFEFFleft,right,winner\r\na,b,left\r\n')).toEqual([
      { left: 'a', right: 'b', winner: 'left' },
    ]);
  });

  it('may have numbers for names, and no cluster', async () => {
    const { items, labels } = await study(
      `${row({ item: 1, label: 0, cluster: null })}\n${row({ rater: 2, label: 0 })}`,
    );
    expect([items.length, labels]).toEqual([1, ['0']]);
  });

  it.each([
    ['an item that is nothing', row({ item: null })],
    ['an item that is an object, as all objects would be one item', row({ item: { id: 1 } })],
    ['a label that is missing', row({ label: undefined })],
    ['a label that is empty', row({ label: '' })],
    ['a kind that is unknown', row({ kind: 'robot' })],
    ['half a row', '{"item":'],
  ])('are refused by their line for %s', async (_, line) => {
    await expect(study(`${row({})}\n${line}\n`)).rejects.toThrow(/^Line 2 /);
  });
});
