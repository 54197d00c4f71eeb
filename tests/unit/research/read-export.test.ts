import { appendFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { changesOf, planOf } from '../../../src/research/hub/plan.ts';
import { type LocalExport, readExport } from '../../../src/research/hub/read-export.ts';
import { root } from '../../support/imports.ts';
import { madeExport } from '../../support/made-export.ts';

const files = { 'asks.jsonl': '{"a":1}\n', 'votes/v.parquet': 'PAR1' };
const wanted = { repo: 'lab/votes', visibility: null, simulated: false, now: new Date('2026-03-02T12:00:00Z') };

const base: LocalExport = {
  folder: 'f',
  files: [],
  manifest: {
    exportId: 'x',
    exportedAt: '2026-03-01T12:00:00.000Z',
    format: 'hub',
    simulated: 'none',
    linkedVoters: null,
    rows: {},
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-read-export-'));
  return () => rm(folder, { recursive: true, force: true });
});
const fresh = (change = {}) => madeExport(join(folder, 'export'), files, change);

describe('a folder to publish', () => {
  it('is the example of this project, by both of its checksums', async () => {
    const { files: read, manifest } = await readExport(join(root, 'examples/export'));
    expect(manifest.simulated).toBe('all');
    expect(read.length).toBeGreaterThan(10);
  });

  it('has Git’s own id for each file', async () => {
    const { files: read } = await readExport(await fresh());
    // printf '{"a":1}\n' | git hash-object --stdin
    expect(read.find(({ path }) => path === 'asks.jsonl')?.gitOid).toBe('0187f3b09d66cef7911083ad49f890f5a6589589');
  });

  it.each([
    ['is changed', (at: string) => appendFile(join(at, 'asks.jsonl'), '{}\n'), /asks\.jsonl was changed/],
    ['lacks a file', (at: string) => rm(join(at, 'asks.jsonl')), /asks\.jsonl is missing/],
    ['has one more', (at: string) => writeFile(join(at, 'notes.txt'), 'my notes'), /notes\.txt is not in SHA256SUMS/],
    ['has a link', (at: string) => symlink('/etc/passwd', join(at, 'link')), /neither a file nor a folder/],
    ['has no checksums', (at: string) => rm(join(at, 'SHA256SUMS')), /no SHA256SUMS/],
    ['has other checksums', (at: string) => writeFile(join(at, 'SHA256SUMS'), 'nonsense\n'), /no checksum/],
    ['has no manifest', (at: string) => rm(join(at, 'manifest.json')), /no export: it has no manifest\.json/],
    ['has a broken manifest', (at: string) => writeFile(join(at, 'manifest.json'), '{'), /no export of this version/],
  ])('is refused when it %s', async (_, spoil, words) => {
    const at = await fresh();
    await spoil(at);
    await expect(readExport(at)).rejects.toThrow(words);
  });

  it('is refused when an older version wrote it', async () => {
    await expect(readExport(await fresh({ schemaVersion: 2 }))).rejects.toThrow(/no export of this version/);
  });

  it('is refused when it is not there, or empty', async () => {
    await expect(readExport(join(folder, 'nowhere'))).rejects.toThrow(/no export/);
    await mkdir(join(folder, 'empty'));
    await expect(readExport(join(folder, 'empty'))).rejects.toThrow(/no export/);
  });
});

describe('a plan', () => {
  it.each(['some', 'all'] as const)('takes %s simulated rows only when they are asked for', async (simulated) => {
    const from = await readExport(await fresh({ simulated }));
    expect(() => planOf(from, null, wanted)).toThrow(/--simulated/);
    expect(planOf(from, null, { ...wanted, simulated: true }).isNew).toBe(true);
  });

  it('takes no export that is older than a month, unless nobody in it could have withdrawn', async () => {
    const later = { ...wanted, now: new Date('2026-04-20T12:00:00Z') };
    expect(() => planOf(base, null, later)).toThrow(/exported 50 days ago/);
    const simulated = { ...base, manifest: { ...base.manifest, simulated: 'all' as const } };
    expect(planOf(simulated, null, { ...later, simulated: true }).isNew).toBe(true);
  });

  it('uploads and deletes exactly what differs', () => {
    const content = fc.constantFrom('a', 'b', 'c');
    const some = fc.dictionary(fc.constantFrom('p', 'q', 'r', 's', 't'), fc.record({ content, large: fc.boolean() }));
    fc.assert(
      fc.property(some, some, (local, remote) => {
        const at = (files: typeof local) => Object.entries(files);
        const changes = changesOf(
          {
            files: at(local).map(([path, { content: sum }]) => ({
              path,
              bytes: 1,
              sha256: `l${sum}`,
              gitOid: `g${sum}`,
            })),
          },
          {
            files: at(remote).map(([path, { content: sum, large }]) => ({
              path,
              bytes: 1,
              gitOid: large ? 'pointer' : `g${sum}`,
              sha256: large ? `l${sum}` : null,
            })),
          },
        );
        const after = new Map(at(remote).map(([path, { content: sum }]) => [path, sum]));
        for (const { path } of changes.upload) after.set(path, local[path]!.content);
        for (const path of changes.remove) after.delete(path);
        expect(Object.fromEntries(after)).toEqual(
          Object.fromEntries(at(local).map(([path, { content: sum }]) => [path, sum])),
        );
        for (const { path } of changes.upload) expect(remote[path]?.content).not.toBe(local[path]!.content);
      }),
    );
  });
});
