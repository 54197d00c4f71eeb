import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats, type Manifest } from '../../src/research/export/manifest.ts';
import { exportExample } from '../support/example-export.ts';
import { root } from '../support/imports.ts';

const stored = join(root, 'examples/export');
const read = (folder: string, file: string) => readFile(join(folder, file), 'utf8');

let folder: string;
let made: string;
let manifest: Manifest;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-example-'));
  made = join(folder, 'export');
  manifest = await exportExample(made, 'jsonl');
  if (!process.env.UPDATE_EXAMPLES) return;
  await rm(stored, { recursive: true, force: true });
  await cp(made, stored, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the example in every format', () => {
  it.each(formats)('names all its files with rows in card, checksums and Croissant, as %s', async (format) => {
    // Kept where EXAMPLE_FORMATS says, for other people's readers: see bench/beside/export.py.
    const out = join(process.env.EXAMPLE_FORMATS ?? folder, format);
    const { rows } = await exportExample(out, format);
    const files = Object.keys(rows).filter((file) => rows[file]);
    const croissant = JSON.parse(await read(out, 'croissant.json'));
    expect(croissant.distribution.map((file: { contentUrl: string }) => file.contentUrl)).toEqual(files);
    const sums = await read(out, 'SHA256SUMS');
    for (const { contentUrl, sha256 } of croissant.distribution) expect(sums).toContain(`${sha256}  ${contentUrl}\n`);
    const card = await read(out, 'README.md');
    expect([...card.matchAll(/^ {8}path: (.+)$/gm)].map(([, path]) => path)).toEqual(files);
    const fields = croissant.recordSet.flatMap((set: { field: { description: string }[] }) => set.field);
    expect(fields.filter(({ description }: { description: string }) => description.length < 3)).toEqual([]);
  });
});

describe('examples/export', () => {
  it('is what an export writes today (UPDATE_EXAMPLES=1 npx vitest run tests/research/example.test.ts makes it anew)', async () => {
    expect((await readdir(stored)).toSorted()).toEqual((await readdir(made)).toSorted());
    for (const file of await readdir(made))
      expect((await read(stored, file)) === (await read(made, file)), `${file} is not what the code writes`).toBe(true);
  });

  it('has rows in every file, all of them marked as simulated', async () => {
    expect(manifest.simulated).toBe('all');
    for (const [file, rows] of Object.entries(manifest.rows)) {
      expect([file, rows > 0]).toEqual([file, true]);
      for (const line of (await read(stored, file)).trim().split('\n')) expect(JSON.parse(line).simulated).toBe(true);
    }
    expect(await read(stored, 'README.md')).toContain('**Simulated.**');
  });
});
