import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Manifest, SCHEMA_VERSION } from '../../src/research/export/manifest.ts';

/** Writes a folder that looks like an export, with these files of rows, and without a database. */
export async function madeExport(
  folder: string,
  files: Record<string, string>,
  change: Partial<Manifest> = {},
): Promise<string> {
  const manifest: Partial<Manifest> = {
    schemaVersion: SCHEMA_VERSION,
    exportId: '0b9f1a6e-1c57-4d0e-9a57-6a3ef8f0c2d1',
    format: 'hub',
    exportedAt: '2026-03-01T12:00:00.000Z',
    simulated: 'none',
    linkedVoters: null,
    rows: Object.fromEntries(Object.keys(files).map((path) => [path, 1])),
    ...change,
  };
  const all: Record<string, string> = {
    ...files,
    'CODEBOOK.md': '# Codebook\n',
    'README.md': '# Card\n',
    'manifest.json': JSON.stringify(manifest),
  };
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const sums = Object.entries(all).map(
    ([path, text]) => `${createHash('sha256').update(text).digest('hex')}  ${path}\n`,
  );
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));
  return folder;
}
