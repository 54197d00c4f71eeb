import { type Commit, commitOf, gitOidOf, large, newRepo, type Repo, type StoredFile, sha256, small } from './repos.ts';

/** A request as the routes see it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Buffer;
  /** Whether it comes with the right token. */
  known: boolean;
  /** The server's own address. */
  base: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string | object;
}

export interface World {
  repos: Map<string, Repo>;
  /** Pages of a listing have as many entries. */
  page: number;
  /** Larger files are uploaded in parts of this size. */
  part: number;
  parts: Map<string, Buffer>;
}

const refused = (status: number, error: string, code = ''): Answer => ({
  status,
  headers: { 'x-error-message': error, ...(code === '' ? {} : { 'x-error-code': code }) },
  body: { error },
});
const ok = (body: object, headers: Record<string, string> = {}): Answer => ({ status: 200, headers, body });
const json = ({ body }: Asked) => JSON.parse(body.toString('utf8'));

/**
 * Answers as the Hugging Face hub does, for datasets: what @huggingface/hub and huggingface_hub ask for,
 * without Xet. Source: huggingface_hub, hf_api.py, _commit_api.py, lfs.py and file_download.py.
 */
export function answer(world: World, asked: Asked): Answer {
  const { method, path, known } = asked;
  if (path.startsWith('/storage/')) return storage(world, asked);
  if (path === '/api/whoami-v2')
    return known
      ? ok({ type: 'user', name: 'lab', orgs: [], auth: {} })
      : refused(401, 'Invalid username or password.');
  if (path === '/api/repos/create') return create(world, asked);
  const found = /^\/(?:api\/)?datasets\/([^/]+\/[^/]+?)(\.git)?(?:\/(.*))?$/.exec(path);
  const repo = world.repos.get(found?.[1] ?? '');
  if (!repo || (repo.private && !known)) return refused(known ? 404 : 401, 'Repository not found', 'RepoNotFound');
  const [kind = '', ...rest] = (found?.[3] ?? '').split('/');
  const isChange = method !== 'GET' && method !== 'HEAD' && kind !== 'paths-info';
  if (isChange && !known) return refused(403, 'You need the right to write.');
  const head = repo.commits.at(-1)!;
  switch (kind) {
    case '':
    case 'revision':
      return ok(infoOf(repo, head));
    case 'tree':
      return tree(world, asked, head, rest.slice(1).map(decodeURIComponent).join('/'));
    case 'paths-info':
      return pathsInfo(asked, head);
    case 'commits':
      return ok(
        repo.commits
          .toReversed()
          .map(({ oid, title }) => ({ id: oid, title, message: '', authors: [], date: '2026-01-01T00:00:00.000Z' })),
        {
          'x-total-count': `${repo.commits.length}`,
        },
      );
    case 'refs':
      return ok({
        branches: ['main', ...repo.branches].map((name) => ({
          name,
          ref: `refs/heads/${name}`,
          targetCommit: head.oid,
        })),
        converts: [],
        tags: [],
      });
    case 'preupload':
      return preupload(asked);
    case 'info':
      return lfsBatch(world, asked, repo);
    case 'commit':
      return commit(asked, repo, head);
    case 'super-squash':
      repo.commits = [commitOf(json(asked).message, head.files, 'squashed')];
      return ok({});
    case 'lfs-files':
      return rest[0] === 'batch' ? forget(asked, repo) : listStored(world, asked, repo);
    case 'settings':
      return settings(asked, repo);
    case 'resolve':
      return resolve(asked, repo, head, rest.slice(1).map(decodeURIComponent).join('/'));
    default:
      return refused(404, `There is no ${path} here`);
  }
}

const infoOf = (repo: Repo, head: Commit) => ({
  _id: '1'.repeat(24),
  id: repo.name,
  author: repo.name.split('/')[0],
  sha: head.oid,
  lastModified: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  private: repo.private,
  gated: repo.gated,
  disabled: false,
  downloads: 0,
  likes: 0,
  tags: repo.tags,
  siblings: [...head.files.keys()].map((rfilename) => ({ rfilename })),
});

function create({ repos }: World, asked: Asked): Answer {
  if (!asked.known) return refused(401, 'Invalid username or password.');
  const { name, organization, visibility, private: isPrivate, type } = json(asked);
  const full = `${organization ?? 'lab'}/${name}`;
  if (type !== 'dataset') return refused(400, 'Only datasets are here');
  if (organization !== undefined && organization !== null && organization !== 'lab')
    return refused(403, `You don't have the rights to create a dataset under the namespace "${organization}"`);
  const url = `${asked.base}/datasets/${full}`;
  if (repos.has(full))
    return {
      ...refused(409, 'You already created this dataset repo'),
      body: { error: 'You already created this dataset repo', url, id: full },
    };
  repos.set(full, newRepo(full, visibility === 'private' || isPrivate === true));
  return ok({ url, name: full, id: full });
}

const entryOf = ([path, { oid, size, sha256: lfs }]: [string, StoredFile]) => ({
  type: 'file',
  path,
  oid,
  size,
  ...(lfs === null ? {} : { lfs: { oid: lfs, size, pointerSize: 130 } }),
});

/** The folders that paths lie in. */
const foldersOf = (paths: readonly string[]): string[] => [
  ...new Set(
    paths.flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, i, parts) => parts.slice(0, i + 1).join('/')),
    ),
  ),
];

function tree({ page }: World, { query, base, path }: Asked, head: Commit, under: string): Answer {
  const inside = (one: string) => under === '' || one.startsWith(`${under}/`);
  const depth = under === '' ? 1 : under.split('/').length + 1;
  const all = [
    ...foldersOf([...head.files.keys()]).map((folder) => ({
      type: 'directory',
      path: folder,
      oid: gitOidOf(Buffer.from(folder)),
      size: 0,
    })),
    ...[...head.files].map(entryOf),
  ].filter(
    (entry) =>
      inside(entry.path) &&
      (query.get('recursive')?.toLowerCase() === 'true' || entry.path.split('/').length === depth),
  );
  if (under !== '' && all.length === 0) return refused(404, `${under} does not exist`, 'EntryNotFound');
  return paged(all, page, query, `${base}${path}`);
}

function paged(all: readonly object[], page: number, query: URLSearchParams, address: string): Answer {
  const from = Number(query.get('cursor') ?? 0);
  const next = new URLSearchParams([...query].filter(([name]) => name !== 'cursor'));
  next.set('cursor', `${from + page}`);
  return ok(all.slice(from, from + page), from + page < all.length ? { link: `<${address}?${next}>; rel="next"` } : {});
}

function pathsInfo(asked: Asked, head: Commit): Answer {
  const text = asked.body.toString('utf8');
  const wanted: string[] = text.startsWith('{')
    ? [json(asked).paths].flat()
    : new URLSearchParams(text).getAll('paths');
  const folders = foldersOf([...head.files.keys()]);
  return ok(
    wanted.flatMap((path): object[] => {
      const file = head.files.get(path);
      if (file) return [entryOf([path, file])];
      return folders.includes(path) ? [{ type: 'directory', path, oid: gitOidOf(Buffer.from(path)), size: 0 }] : [];
    }),
  );
}

/** The hub decides by its own rules what is large: here by name, and from 10 MB on. */
function preupload(asked: Asked): Answer {
  const { files } = json(asked) as { files: { path: string; size: number; sample: string }[] };
  return ok({
    files: files.map(({ path, size }) => ({
      path,
      uploadMode: /\.parquet$/.test(path) || size > 10_000_000 ? 'lfs' : 'regular',
      shouldIgnore: false,
    })),
  });
}

function lfsBatch(world: World, asked: Asked, repo: Repo): Answer {
  const { objects, transfers } = json(asked) as { objects: { oid: string; size: number }[]; transfers?: string[] };
  const where = `${asked.base}/storage/${repo.name}`;
  const multipart = transfers?.includes('multipart') ?? false;
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.git-lfs+json' },
    body: {
      transfer: multipart ? 'multipart' : 'basic',
      objects: objects.map(({ oid, size }) => {
        if (repo.storage.has(oid)) return { oid, size };
        if (!multipart || size <= world.part)
          return {
            oid,
            size,
            authenticated: true,
            actions: { upload: { href: `${where}/${oid}?X-Amz-Signature=secret` } },
          };
        const numbers = Array.from({ length: Math.ceil(size / world.part) }, (_x, i) => i + 1);
        const header = Object.fromEntries(
          numbers.map((n) => [`${n}`.padStart(5, '0'), `${where}/${oid}/${n}?X-Amz-Signature=secret`]),
        );
        return {
          oid,
          size,
          authenticated: true,
          actions: { upload: { href: `${where}/${oid}/complete`, header: { chunk_size: `${world.part}`, ...header } } },
        };
      }),
    },
  };
}

function storage({ repos, parts }: World, { method, path, body }: Asked): Answer {
  const [, owner, name, oid = '', part] = /^\/storage\/([^/]+)\/([^/]+)\/([0-9a-f]{64})(?:\/(\w+))?$/.exec(path) ?? [];
  const repo = repos.get(`${owner}/${name}`);
  if (!repo) return refused(404, 'No such place');
  if (method === 'GET' || method === 'HEAD') {
    const content = repo.storage.get(oid);
    return content ? { status: 200, headers: { etag: `"${oid}"` }, body: content } : refused(404, 'No such object');
  }
  if (part !== undefined && part !== 'complete') {
    parts.set(`${oid} ${part}`, body);
    return { status: 200, headers: { etag: `"${part}"` } };
  }
  const whole =
    part === 'complete'
      ? Buffer.concat(
          (JSON.parse(body.toString('utf8')).parts as { partNumber: number }[]).map(
            ({ partNumber }) => parts.get(`${oid} ${partNumber}`) ?? Buffer.alloc(0),
          ),
        )
      : body;
  if (sha256(whole) !== oid) return refused(400, 'The content has another checksum');
  repo.storage.set(oid, whole);
  return { status: 200, headers: { etag: `"${oid}"` }, body: {} };
}

interface Line {
  key: 'header' | 'file' | 'lfsFile' | 'deletedFile' | 'deletedFolder';
  value: { summary?: string; parentCommit?: string; path?: string; content?: string; oid?: string; size?: number };
}

function commit({ body, base }: Asked, repo: Repo, head: Commit): Answer {
  const lines = body
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
  const header = lines[0]?.value ?? {};
  if (header.parentCommit && header.parentCommit !== head.oid)
    return refused(412, 'A commit has happened since. Please refresh and try again.');
  const files = new Map(head.files);
  for (const { key, value } of lines.slice(1)) {
    const { path = '', content = '', oid = '', size = 0 } = value;
    if (key === 'file') files.set(path, small(Buffer.from(content, 'base64')));
    else if (key === 'deletedFile') files.delete(path);
    else if (key === 'deletedFolder') for (const one of [...files.keys()]) one.startsWith(path) && files.delete(one);
    else if (repo.storage.get(oid)?.length === size) files.set(path, large(oid, size));
    else
      return refused(
        400,
        `Your push was rejected because an LFS pointer pointed to a file that does not exist: ${oid}`,
      );
  }
  const made = commitOf(header.summary ?? '', files, head.oid);
  repo.commits.push(made);
  return ok({
    success: true,
    commitOid: made.oid,
    commitUrl: `${base}/datasets/${repo.name}/commit/${made.oid}`,
    hookOutput: '',
  });
}

const listStored = ({ page }: World, { query, base, path }: Asked, repo: Repo): Answer =>
  paged(
    [...repo.storage].map(([fileOid, content], i) => ({
      fileOid,
      filename: `file ${i}`,
      oid: `${i}`,
      pushedAt: '2026-01-01T00:00:00.000Z',
      ref: 'refs/heads/main',
      size: content.length,
    })),
    page,
    query,
    `${base}${path}`,
  );

function forget(asked: Asked, repo: Repo): Answer {
  const { deletions } = json(asked) as { deletions: { sha: string[]; rewriteHistory: boolean } };
  for (const sha of deletions.sha) repo.storage.delete(sha);
  return ok({});
}

function settings(asked: Asked, repo: Repo): Answer {
  const { visibility, private: isPrivate, gated } = json(asked);
  if (visibility !== undefined) repo.private = visibility === 'private';
  if (isPrivate !== undefined) repo.private = isPrivate;
  if (gated !== undefined) repo.gated = gated;
  return ok({ private: repo.private, gated: repo.gated });
}

function resolve({ known, base }: Asked, repo: Repo, head: Commit, path: string): Answer {
  const file = head.files.get(path);
  if (!file) return refused(404, 'Entry not found', 'EntryNotFound');
  if (repo.gated && !known) return refused(403, 'Access to this dataset is restricted.', 'GatedRepo');
  const headers = { 'x-repo-commit': head.oid, etag: `"${file.oid}"`, 'accept-ranges': 'bytes' };
  if (file.sha256 === null) return { status: 200, headers, body: file.content ?? Buffer.alloc(0) };
  // As the hub does, from another host: clients read the headers of the first answer only then.
  const elsewhere = base.replace('127.0.0.1', 'localhost');
  const linked = { 'x-linked-etag': `"${file.sha256}"`, 'x-linked-size': `${file.size}` };
  return {
    status: 302,
    headers: { ...headers, ...linked, location: `${elsewhere}/storage/${repo.name}/${file.sha256}` },
  };
}
