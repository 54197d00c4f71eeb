import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasetCard } from './card.ts';
import { citationOf } from './citation.ts';
import { codebookFile, columnMeanings } from './codebook.ts';
import { croissantOf } from './croissant.ts';
import { dataFilesOf } from './data-files.ts';
import { sha256Of } from './folder.ts';
import type { Manifest } from './manifest.ts';

/**
 * Writes what describes an export beside its rows: the card, the codebook, the manifest, and the same for
 * machines.
 */
export async function describeFolder(folder: string, manifest: Manifest): Promise<void> {
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const sums = new Map<string, string>();
  for (const path of dataFilesOf(manifest).flatMap(({ files }) => Object.values(files)))
    sums.set(path, await sha256Of(join(folder, path)));
  const meanings = columnMeanings(await readFile(codebookFile, 'utf8'));
  await write('README.md', datasetCard(manifest));
  await copyFile(codebookFile, join(folder, 'CODEBOOK.md'));
  await write('CITATION.cff', citationOf(manifest));
  await write('croissant.json', json(croissantOf(manifest, (path) => sums.get(path) ?? '', meanings)));
  await write('manifest.json', json(manifest));
}
