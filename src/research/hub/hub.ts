import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from './hub-error.ts';
import { hubFetch, noHub } from './hub-fetch.ts';
import type { Changes } from './plan.ts';
import type { LocalExport } from './read-export.ts';

/** Who can read a repository. Of a gated one everybody sees the card, and asks its owner for the files. */
export type Visibility = 'private' | 'gated' | 'public';

export interface RemoteFile {
  path: string;
  bytes: number;
  gitOid: string;
  /** null: not in the storage for large files. */
  sha256: string | null;
}

/** A dataset repository as it is. */
export interface Remote {
  visibility: Visibility;
  /** The newest commit of `main`. */
  commit: string;
  commits: number;
  hasDoi: boolean;
  files: RemoteFile[];
  /** Branches and tags besides `main`, which may hold older files. */
  otherRefs: string[];
}

export interface Hub {
  /** Its address, without the repository. */
  readonly endpoint: string;
  /** @returns null when there is no such repository, or the token may not see it */
  look(repo: string): Promise<Remote | null>;
  /** Makes a private repository. Does nothing when there is one already. */
  create(repo: string): Promise<void>;
  /**
   * Uploads and deletes files in one commit on `parent`. What was uploaded before a failure is not uploaded
   * again by the next call. `onSent` is called with the bytes of each file that has been sent.
   */
  commit(
    repo: string,
    from: LocalExport,
    changes: Changes,
    parent: string,
    onSent: (bytes: number) => void,
  ): Promise<void>;
  /**
   * Makes the newest commit the only one, and deletes the large files that it does not hold.
   * @returns how many were deleted
   */
  forget(repo: string): Promise<number>;
  setVisibility(repo: string, visibility: Visibility): Promise<void>;
}

const names = z.array(z.object({ name: z.string() }));
const refsShape = z.object({ branches: names, tags: names });
const storedShape = z.array(z.object({ fileOid: z.string() }));

/** The hub takes this many at once. */
const DELETIONS = 1000;

/**
 * Opens a hub that speaks the protocol of huggingface.co. Whatever it refuses is a `HubError`.
 * @param token null: only what is public can be seen
 */
export async function openHub(endpoint: string, token: string | null): Promise<Hub> {
  const lib = await import('@huggingface/hub');
  const send = hubFetch(endpoint, token);
  const as = { hubUrl: endpoint, fetch: send, ...(token === null ? {} : { accessToken: token }) };
  const at = (repo: string) => ({ ...as, repo: { type: 'dataset' as const, name: repo } });

  /** Requests that the package has no function for. Source: huggingface_hub, hf_api.py. */
  async function api(repo: string, path: string, method = 'GET', body?: object): Promise<Response> {
    const address = path.startsWith('http') ? path : `${endpoint}/api/datasets/${repo}/${path}`;
    const auth: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    return send(address, { method, headers: { ...auth, 'content-type': 'application/json' }, ...json });
  }

  async function read<T>(response: Response, shape: z.ZodType<T>): Promise<T> {
    const found = shape.safeParse(await response.json().catch(() => null));
    if (!found.success) throw noHub(endpoint);
    return found.data;
  }

  async function filesOf(repo: string): Promise<RemoteFile[]> {
    const files: RemoteFile[] = [];
    for await (const { type, path, size, oid, lfs } of lib.listFiles({ ...at(repo), recursive: true }))
      if (type === 'file') files.push({ path, bytes: size, gitOid: oid ?? '', sha256: lfs?.oid ?? null });
    return files;
  }

  async function* storedIn(repo: string): AsyncGenerator<string> {
    for (let path: string | undefined = 'lfs-files'; path !== undefined; ) {
      const response: Response = await api(repo, path);
      for (const { fileOid } of await read(response, storedShape)) yield fileOid;
      path = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
  }

  return {
    endpoint,
    async look(repo) {
      const info = await lib
        .datasetInfo({ ...as, name: repo, revision: 'main', additionalFields: ['sha', 'tags'] })
        .catch((error) => {
          if (error instanceof HubError && error.status === 404) return null;
          throw error;
        });
      if (info === null) return null;
      const refs = await read(await api(repo, 'refs'), refsShape);
      return {
        visibility: info.private ? 'private' : info.gated ? 'gated' : 'public',
        commit: info.sha,
        commits: await lib.countCommits(at(repo)),
        hasDoi: info.tags.some((tag) => tag.startsWith('doi:')),
        files: await filesOf(repo),
        otherRefs: [...refs.branches, ...refs.tags].map(({ name }) => name).filter((name) => name !== 'main'),
      };
    },
    async create(repo) {
      await lib.createRepo({ ...at(repo), accessToken: token ?? '', visibility: 'private' }).catch((error) => {
        if (!(error instanceof HubError && error.status === 409)) throw error;
      });
    },
    async commit(repo, from, { upload, remove }, parent, onSent) {
      const operations = [
        ...(await Promise.all(
          upload.map(async ({ path }) => ({
            operation: 'addOrUpdate' as const,
            path,
            content: await openAsBlob(join(from.folder, path)),
          })),
        )),
        ...remove.map((path) => ({ operation: 'delete' as const, path })),
      ];
      // Not by Xet: the plain protocol needs nothing but HTTP, and the hub moves what it gets into Xet
      // itself.
      const events = lib.commitIter({
        ...at(repo),
        title: `Export ${from.manifest.exportId}`,
        operations,
        parentCommit: parent,
        useXet: false,
      });
      const waiting = new Map(upload.map(({ path, bytes }) => [path, bytes]));
      const hasBeenSent = (path: string) => {
        onSent(waiting.get(path) ?? 0);
        waiting.delete(path);
      };
      for (let event = await events.next(); !event.done; event = await events.next()) {
        const { value } = event;
        if (value.event === 'fileProgress' && value.state === 'uploading' && value.progress === 1)
          hasBeenSent(value.path);
      }
      // Small files are in the commit itself.
      for (const path of [...waiting.keys()]) hasBeenSent(path);
    },
    async forget(repo) {
      const kept = new Set((await filesOf(repo)).map(({ sha256 }) => sha256));
      const old: string[] = [];
      for await (const sha of storedIn(repo)) if (!kept.has(sha)) old.push(sha);
      for (let i = 0; i < old.length; i += DELETIONS)
        await api(repo, 'lfs-files/batch', 'POST', {
          deletions: { sha: old.slice(i, i + DELETIONS), rewriteHistory: true },
        });
      // Last, so that a call that was cut off before still finds an older commit.
      await api(repo, 'super-squash/main', 'POST', { message: 'The newest export. Older ones are deleted.' });
      return old.length;
    },
    async setVisibility(repo, visibility) {
      const isPrivate = visibility === 'private';
      const gated = visibility === 'gated' ? 'manual' : false;
      await api(repo, 'settings', 'PUT', { visibility: isPrivate ? 'private' : 'public', gated });
    },
  };
}
