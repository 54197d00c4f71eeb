import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { SaidError } from '../../said-error.ts';

/** A folder that is there whole or not at all. */
export class FolderError extends SaidError {}

/**
 * Lets `fill` write into a folder beside `out`, which takes its name only at the end, with a file SHA256SUMS in it. What fails leaves
 * nothing behind; what is killed leaves a folder whose name ends in `.unfinished-…`. `seal` is done last, when all is on the disk.
 * @throws {FolderError} where `out` is there already and not empty.
 */
export async function fillFolder<T>(
  out: string,
  fill: (folder: string) => Promise<T>,
  seal: (result: T) => Promise<void>,
): Promise<T> {
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  if (!(await isFree(target)))
    throw new FolderError(`${out} is there already and not empty. Name a folder that is not there yet.`);
  const folder = await mkdtemp(join(dirname(target), `${basename(target)}.unfinished-`));
  try {
    const result = await fill(folder);
    await writeFile(join(folder, 'SHA256SUMS'), await sums(folder));
    await seal(result);
    await rename(folder, target);
    return result;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY')
      throw new FolderError(`${out} was filled by somebody else in the meantime. Name another folder.`);
    throw error;
  }
}

async function isFree(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    if (code === 'ENOTDIR') return false;
    throw error;
  }
}

/** As `sha256sum --check` reads it. Every file is on the disk before it is called whole. */
async function sums(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const lines: string[] = [];
  for (const path of paths.sort()) {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
    const file = await open(path, 'r');
    await file.sync().finally(() => file.close());
    lines.push(`${hash.digest('hex')}  ${relative(folder, path)}\n`);
  }
  return lines.join('');
}
