import { isAlive } from '../../../db/embedded/postmaster.ts';
import type { LastVisit } from './data-folder.ts';

/** Whether the playground of the last visit still runs, so that two never write into one folder. */
export async function stillRuns({ pid, url }: LastVisit): Promise<boolean> {
  if (pid === process.pid || !isAlive(pid)) return false;
  // Another process may have got its number since: only a playground answers with its page.
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  return answer?.ok === true && (await answer.text()).includes('<title>Tribunal playground</title>');
}
