import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const port = z.int().min(1).max(65535);
const lastSchema = z.object({
  /** The process that wrote this, and the address of its page. */
  pid: z.int(),
  url: z.url(),
  ports: z.object({ page: port, discord: port, practice: port }),
});

/** Where the last visit was. */
export type LastVisit = z.infer<typeof lastSchema>;

const LAST = 'playground.json';
/** The local Discord as it was. */
const DISCORD = 'discord.json';
export const LOG = 'playground.log';

/** What the playground makes in its folder. A reset deletes these and nothing else. */
const isOurs = (name: string) =>
  [LAST, DISCORD, `${DISCORD}.new`, `${DISCORD}.unread`, LOG, 'pseudonym.key'].includes(name) ||
  /^postgres(?:$|\.)/.test(name);

export const makeFolder = (dataDir: string) => mkdir(dataDir, { recursive: true });

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
