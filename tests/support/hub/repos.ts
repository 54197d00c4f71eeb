import { createHash } from 'node:crypto';

const sha1 = (data: string | Buffer) => createHash('sha1').update(data).digest('hex');
export const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
export const gitOidOf = (content: Buffer): string =>
  sha1(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));

/** A file of a commit. Of a large one Git holds a pointer, and the storage has the content. */
export interface StoredFile {
  oid: string;
  size: number;
  content: Buffer | null;
  sha256: string | null;
}

export interface Commit {
  oid: string;
  title: string;
  files: Map<string, StoredFile>;
}

export interface Repo {
  name: string;
  private: boolean;
  gated: false | 'auto' | 'manual';
  tags: string[];
  /** The newest last. */
  commits: Commit[];
  /** Branches besides `main`. */
  branches: string[];
  /** Large files by SHA-256, whoever names them. */
  storage: Map<string, Buffer>;
}

const ATTRIBUTES = '*.parquet filter=lfs diff=lfs merge=lfs -text\n';

export const small = (content: Buffer): StoredFile => ({
  oid: gitOidOf(content),
  size: content.length,
  content,
  sha256: null,
});

export function large(sha: string, size: number): StoredFile {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha}\nsize ${size}\n`;
  return { oid: gitOidOf(Buffer.from(pointer)), size, content: null, sha256: sha };
}

export function commitOf(title: string, files: Map<string, StoredFile>, parent: string): Commit {
  const tree = [...files].map(([path, { oid }]) => `${path} ${oid}`).join('\n');
  return { oid: sha1(`${parent}\n${title}\n${tree}`), title, files };
}

/** A new repository has a first commit with a file of the hub's own. */
export function newRepo(name: string, isPrivate: boolean): Repo {
  const files = new Map([['.gitattributes', small(Buffer.from(ATTRIBUTES))]]);
  const state = { gated: false as const, tags: [], branches: [], storage: new Map() };
  return { name, private: isPrivate, ...state, commits: [commitOf('initial commit', files, '')] };
}
