import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { SaidError } from '../../said-error.ts';

/** The folder that an export should go to cannot be used. */
export class FolderError extends SaidError {}

/**
 * Makes a folder atomically. `fill` writes into a temporary folder beside `out`, which is renamed at the end
 * and gets a file SHA256SUMS. `seal` is called just before that, when everything is on the disk. A failure
 * leaves nothing behind. A killed process leaves a folder with `.unfinished-…` in its name.
 * @throws {FolderError} when `out` exists and is not empty
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

/** The checksums, as `sha256sum --check` reads them. Each file is synced to the disk first. */
async function sums(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const lines: string[] = [];
  for (const path of paths.sort()) {
    const sum = await sha256Of(path);
    const file = await open(path, 'r');
    await file.sync().finally(() => file.close());
    lines.push(`${sum}  ${relative(folder, path)}\n`);
  }
  return lines.join('');
}

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
