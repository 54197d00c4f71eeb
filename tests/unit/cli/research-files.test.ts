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

  it('may hold ratings, which are one label however they are written, and nothing else then', async () => {
    const path = join(folder, 'ratings.jsonl');
    const read = async (labels: readonly (string | number)[], ties: 'with' | 'without' = 'with') => {
      await writeFile(path, labels.map((label, i) => row({ rater: i, label })).join('\n'));
      return (await readStudy(path, ties, () => {}, 'ordinal')).labels;
    };
    expect(await read([1, '1.0', ' 2', 3])).toEqual(['1', '2', '3']);
    await expect(read([1, 'good'])).rejects.toThrow(/"good" is no number, as --scale ordinal needs/);
    await expect(read([1, 'tie'])).rejects.toThrow(/--ties without/);
    expect(await read([1, 'tie'], 'without')).toEqual(['1']);
    await expect(read(Array.from({ length: 101 }, (_, i) => i / 7))).rejects.toThrow(/at most 100.*--scale interval/);
  });

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

  it('may name people by numbers of any length', async () => {
    const rater = (id: string) => row({ rater: 0 }).replace('"rater":0', `"rater":${id}`);
    const ids = ['1161888007138312192', '1161888007138312193', '1161888007138312194'];
    expect((await study(ids.map(rater).join('\n'))).humans).toEqual(ids);
  });

  it('may be a JSON array, on one line or on many, and a text in UTF-16', async () => {
    const rows = [JSON.parse(row({})), JSON.parse(row({ rater: 'bob' }))];
    for (const space of [0, 2]) expect((await study(JSON.stringify(rows, null, space))).humans).toEqual(['ann', 'bob']);
    const path = join(folder, 'utf16.jsonl');
    await writeFile(path, `\ufeff${rows.map((one) => JSON.stringify(one)).join('\r\n')}`, 'utf16le');
    expect((await readStudy(path, 'with')).humans).toEqual(['ann', 'bob']);
  });

  it('may have commas behind the rows, and a byte order mark where files were joined', async () => {
    const rows = [row({}), row({ rater: 'bob' })];
    for (const text of [`${rows.join(',\n')},\n`, `[\n${rows.join(',\n')},\n]\n`, rows.join('\n\ufeff')])
      expect((await study(text)).humans).toEqual(['ann', 'bob']);
  });

  it('may have names that look alike, and that is said', async () => {
    const notes: string[] = [];
    const path = join(folder, 'alike.jsonl');
    const rows = [{}, { rater: 'bob', label: 'A ' }, { rater: 'Ann', label: 'B' }, { rater: 'cy', label: 'C' }];
    await writeFile(path, rows.map(row).join('\n'));
    await readStudy(path, 'with', (note) => notes.push(note));
    expect(notes).toEqual([
      'Labels that differ in capitals or white space alone count as different ones: "A" and "A ".',
      'People that differ in capitals or white space alone count as different ones: "ann" and "Ann".',
    ]);
  });

  it('may have a label twice: the last one counts, and that is said; as is an item in two clusters', async () => {
    const notes: string[] = [];
    const path = join(folder, 'twice.jsonl');
    const rows = [{}, { label: 'B' }, { rater: 'bob', cluster: 'x' }, { rater: 'rrm', kind: 'judge' }];
    await writeFile(path, [...rows, { rater: 'rrm', kind: 'judge' }].map(row).join('\n'));
    const { items, labels } = await readStudy(path, 'with', (note) => notes.push(note));
    expect(items[0]?.humans.map(({ label }) => labels[label])).toEqual(['B', 'A']);
    expect(notes).toEqual([
      '2 labels were given again by the same rater to the same item; the last one counts: item 1 by ann, item 1 by rrm.',
      '1 item is in several clusters; the first counts: 1.',
    ]);
  });

  it.each([
    ['nothing', '', /is empty: it has no rows/],
    ['empty lines', '\n \n', /is empty: it has no rows/],
    ['an empty array', '[]', /is empty: it has no rows/],
    ['an array with half a row', `[${row({})},{"item":`, /begins like a JSON array and is not one/],
    ['an array with a wrong row', `[${row({})},${row({ item: null })}]`, /^Row 2 of .* item: a text or a number/],
    ['a row on several lines', JSON.stringify({ item: 1 }, null, 2), /^Line 1 .* is not JSON\. .*jq -c/],
    ['a key that is there twice', row({}).replace('{', '{"item":"2",'), /^Line 1 .* names “item” twice/],
    ['NaN', row({}).replace('"A"', 'NaN'), /NaN and Infinity are no JSON/],
    ['CSV', 'item,rater,kind,label\n1,ann,human,A', /looks like CSV/],
    ['a rounded id', row({ item: 0 }).replace(':0', ':1.1618880071383122e+18'), /^Line 1 .* item: this number is too/],
  ])('are refused for %s', async (_, text, words) => {
    await expect(study(text)).rejects.toThrow(words);
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
