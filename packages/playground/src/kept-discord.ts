import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from 'local-discord';
import { readDiscord, setDiscordAside, writeDiscord } from './data-folder.ts';
import { onFirstFree } from './ports.ts';

/** Changes within this time are written together, in milliseconds. */
const TOGETHER_MS = 2000;

/**
 * Starts the local Discord as the last visit left it, and writes it down while it changes.
 * @param options.port the port of the last visit; another one where it is taken
 * @returns also whether it is the one of the last visit, and a function that writes it down for the last time
 */
export async function startKeptDiscord(
  dataDir: string,
  { port, ...options }: LocalDiscordOptions,
): Promise<{ discord: LocalDiscord; came: 'new' | 'back' | 'unread'; finish: () => Promise<void> }> {
  const start = (kept?: string) =>
    onFirstFree([port ?? 0, 0], (free) =>
      startLocalDiscord({ ...options, port: free, ...(kept === undefined ? {} : { kept }) }),
    );
  const kept = await readDiscord(dataDir);
  let came: 'new' | 'back' | 'unread' = kept === null ? 'new' : 'back';
  const discord = await (kept === null
    ? start()
    : start(kept).catch(async () => {
        came = 'unread';
        await setDiscordAside(dataDir);
        return start();
      }));

  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = () => {
    timer = undefined;
    // One after the other. A full disk ends no visit: the last write reports it.
    writing = writing.catch(() => {}).then(() => writeDiscord(dataDir, discord.keep()));
    return writing;
  };
  const stopListening = discord.onChange(({ kind }) => {
    if (kind === 'typing') return;
    timer ??= setTimeout(() => void write().catch(() => {}), TOGETHER_MS);
  });
  return {
    discord,
    came,
    async finish() {
      stopListening();
      clearTimeout(timer);
      await write();
    },
  };
}
