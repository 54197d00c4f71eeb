import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { type Manifest, SCHEMA_VERSION } from '../export/manifest.ts';
import { PublishError } from './hub-error.ts';

/** A file of an export, with both names that the hub knows contents by. */
export interface LocalFile {
  /** With slashes, from the export's folder. */
  path: string;
  bytes: number;
  sha256: string;
  /** SHA-1 as Git computes it for a blob. */
  gitOid: string;
}

export interface LocalExport {
  folder: string;
  manifest: Pick<Manifest, 'exportId' | 'exportedAt' | 'format' | 'simulated' | 'linkedVoters' | 'rows'>;
  files: LocalFile[];
}

const manifestShape = z.object({
  schemaVersion: z.number(),
  exportId: z.uuid(),
  exportedAt: z.iso.datetime(),
  format: z.enum(['jsonl', 'csv', 'parquet', 'trl', 'verl', 'hub']),
  simulated: z.enum(['none', 'some', 'all']),
  linkedVoters: z.string().nullable(),
  rows: z.record(z.string(), z.number()),
});

/**
 * Reads an export's folder and holds it against its checksums.
 * @throws {PublishError} when it is no export of this version, or not the files that were exported
 */
export async function readExport(folder: string): Promise<LocalExport> {
  const manifest = await readManifest(folder);
  const sums = await readSums(folder);
  const paths = await filesIn(folder);
  const unknown = paths.filter((path) => path !== 'SHA256SUMS' && !sums.has(path));
  const gone = [...sums.keys()].filter((path) => !paths.includes(path));
  const files = await Promise.all(
    paths.filter((path) => !unknown.includes(path)).map((path) => readLocal(folder, path)),
  );
  const changed = files.filter(({ path, sha256 }) => path !== 'SHA256SUMS' && sums.get(path) !== sha256);
  const problems = [
    ...unknown.map((path) => `${path} is not in SHA256SUMS`),
    ...gone.map((path) => `${path} is missing`),
    ...changed.map(({ path }) => `${path} was changed after the export`),
  ];
  if (problems.length > 0)
    throw new PublishError(
      `${folder} does not hold the files that were exported:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nExport once more, into a new folder, and publish that.`,
    );
  return { folder, manifest, files };
}

async function readManifest(folder: string): Promise<LocalExport['manifest']> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null)
    throw new PublishError(
      `${folder} is no export: it has no manifest.json. Make one first: npm run -s tribunal -- export --out ${folder} --format hub`,
    );
  const found = manifestShape.safeParse(asJson(text));
  if (!found.success || found.data.schemaVersion !== SCHEMA_VERSION)
    throw new PublishError(
      `${folder} is no export of this version of Tribunal (schema version ${SCHEMA_VERSION}). Export once more, into a new folder, and publish that.`,
    );
  return found.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The checksums by path. */
async function readSums(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch(() => null);
  if (text === null)
    throw new PublishError(`${folder} is not complete: it has no SHA256SUMS. Export once more, into a new folder.`);
  const lines = text.split('\n').filter((line) => line !== '');
  const read = lines.map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  if (read.some((found) => found === null))
    throw new PublishError(`${join(folder, 'SHA256SUMS')} holds a line that is no checksum. Export once more.`);
  return new Map(read.map((found) => [found?.[2]?.split(sep).join('/') ?? '', found?.[1] ?? '']));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const strange = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (strange) throw new PublishError(`${join(strange.parentPath, strange.name)} is neither a file nor a folder.`);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .toSorted();
}

async function readLocal(folder: string, path: string): Promise<LocalFile> {
  const full = join(folder, path);
  const { size: bytes } = await stat(full);
  const [sha256, git] = [createHash('sha256'), createHash('sha1').update(`blob ${bytes}\0`)];
  for await (const piece of createReadStream(full)) {
    sha256.update(piece as Buffer);
    git.update(piece as Buffer);
  }
  return { path, bytes, sha256: sha256.digest('hex'), gitOid: git.digest('hex') };
}
