import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { SaidError } from '../../../src/said-error.ts';

const port = z.int().min(1).max(65535);
const lastSchema = z.object({
  /** The process that wrote this, and the address of its page. */
  pid: z.int(),
  url: z.url(),
  ports: z.object({ page: port, discord: port, practice: port }),
});

/** Where the last visit was. */
export type LastVisit = z.infer<typeof lastSchema>;

/** The folder where nothing else is said. */
export const OWN_FOLDER = join('data', 'playground');
/** Says whose folder it is. The bot itself keeps a database and a key under the same names in its own. */
const MARK = 'playground.mark';
const LAST = 'playground.json';
/** The local Discord as it was. */
const DISCORD = 'discord.json';
export const LOG = 'playground.log';

/** What the playground makes in its folder. A reset deletes these and nothing else. */
const isOurs = (name: string) =>
  [MARK, LAST, DISCORD, `${DISCORD}.new`, `${DISCORD}.unread`, LOG, 'pseudonym.key'].includes(name) ||
  /^postgres(?:$|\.)/.test(name);

/** @throws {SaidError} when the folder holds the database of somebody else, such as the bot's own */
export async function makeFolder(dataDir: string): Promise<void> {
  await checkFolder(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, MARK), 'The playground made this folder. A reset deletes what it keeps here.\n');
}

/** @throws {SaidError} when what lies in the folder was not made by the playground */
export async function checkFolder(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((): string[] => []);
  const isMarked = [MARK, LAST, DISCORD].some((name) => names.includes(name));
  if (isMarked || !names.some(isOurs) || resolve(dataDir) === resolve(OWN_FOLDER)) return;
  throw new SaidError(
    `${dataDir} holds a database or a key that the playground did not make: it may be a bot’s. Give the playground another folder: DATA_DIR=${OWN_FOLDER} npm run playground`,
  );
}

/** @returns null when there was no visit, or its file cannot be read */
export async function readLastVisit(dataDir: string): Promise<LastVisit | null> {
  const text = await readFile(join(dataDir, LAST), 'utf8').catch(() => 'null');
  try {
    return lastSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export const writeLastVisit = (dataDir: string, visit: LastVisit) =>
  writeFile(join(dataDir, LAST), `${JSON.stringify(visit, null, 2)}\n`);

/** @returns null when nothing was kept */
export async function readDiscord(dataDir: string): Promise<string | null> {
  try {
    return await readFile(join(dataDir, DISCORD), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}

/** Puts aside what cannot be read, so that it is not overwritten. */
export const setDiscordAside = (dataDir: string) => rename(join(dataDir, DISCORD), join(dataDir, `${DISCORD}.unread`));

/** Replaces the file in one step, so that an end in the middle leaves the older one. */
export async function writeDiscord(dataDir: string, text: string): Promise<void> {
  const file = join(dataDir, DISCORD);
  // It holds everybody's messages, those to one person too.
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** What earlier visits left here. */
export async function leftBehind(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir).catch(() => [])).filter(isOurs).toSorted();
}

/** Deletes what earlier visits left, and the folder if nothing else is in it. */
export async function deleteVisits(dataDir: string): Promise<void> {
  for (const name of await leftBehind(dataDir)) await rm(join(dataDir, name), { recursive: true, force: true });
  await rmdir(dataDir).catch(() => {});
}
