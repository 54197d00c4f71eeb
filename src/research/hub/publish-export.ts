import type { Hub, Remote, Visibility } from './hub.ts';
import { HubError, PublishError } from './hub-error.ts';
import { patiently } from './patiently.ts';
import { changesOf, type Plan } from './plan.ts';
import type { LocalExport } from './read-export.ts';

/** What publishing needs from outside. */
export interface Around {
  wait(ms: number): Promise<unknown>;
  /** Tells people what is being done. */
  say(text: string): void;
  /** Called with the bytes of each file that has been sent. */
  onSent(bytes: number): void;
}

/**
 * Does what a plan says. Everything is in one commit, so a repository never holds half an export, and
 * visibility changes last. A call that was cut off is completed by the next.
 * @throws {HubError} when the hub refuses, or keeps having trouble
 */
export async function publishExport(
  hub: Hub,
  from: LocalExport,
  plan: Plan,
  seen: Remote | null,
  around: Around,
): Promise<void> {
  const { repo } = plan;
  const retried = <T>(work: () => Promise<T>) => patiently(work, around.wait, around.say);
  const [before, after] = [openness(plan.before ?? 'private'), openness(plan.visibility)];
  const setVisibility = () => retried(() => hub.setVisibility(repo, plan.visibility));
  // Closed before anything is there, opened when all of it is.
  if (after < before) await setVisibility();
  if (plan.isNew) await retried(() => hub.create(repo));
  const parent = seen?.commit ?? (await retried(() => existing(hub, repo))).commit;
  // After a lost answer the commit may be there all the same.
  await retried(async () => {
    const remote = await existing(hub, repo);
    const changes = changesOf(from, remote);
    if (changes.upload.length + changes.remove.length === 0) return;
    if (remote.commit !== parent)
      throw new PublishError(
        `Somebody else changed ${repo} in the meantime. Run the command again to see what it would do now.`,
      );
    await hub.commit(repo, from, changes, parent, around.onSent);
  });
  if (plan.forget) await retried(() => forgotten(hub, repo));
  if (after > before) await setVisibility();
}

const openness = (visibility: Visibility): number => ['private', 'gated', 'public'].indexOf(visibility);

async function existing(hub: Hub, repo: string): Promise<Remote> {
  const remote = await hub.look(repo);
  if (remote === null)
    throw new HubError(`${hub.endpoint} does not show ${repo} to HF_TOKEN, although it is there.`, 404);
  return remote;
}

/** Deletes what is older. Where that fails, people must know, because it breaks a promise. */
async function forgotten(hub: Hub, repo: string): Promise<void> {
  try {
    await hub.forget(repo);
  } catch (error) {
    if (!(error instanceof HubError) || error.passes) throw error;
    throw new HubError(
      `The new files are there, but older versions of ${repo} could not be deleted, and they may hold what people have withdrawn. Delete the repository in its settings on ${hub.endpoint} and publish again. ${error.message}`,
      error.status,
    );
  }
}
