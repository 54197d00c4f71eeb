import { DAY_MS } from '../../terms.ts';
import type { Remote, Visibility } from './hub.ts';
import { PublishError } from './hub-error.ts';
import type { LocalExport, LocalFile } from './read-export.ts';

/** What has to change so that a repository holds exactly an export. */
export interface Changes {
  upload: LocalFile[];
  /** Of `upload`, the paths whose contents are replaced. */
  replace: string[];
  remove: string[];
}

/** What publishing would do. */
export interface Plan extends Changes {
  repo: string;
  isNew: boolean;
  visibility: Visibility;
  /** Who could read it before. null: there is no repository yet. */
  before: Visibility | null;
  /** Whether there are older versions to delete, which may hold what was withdrawn since. */
  forget: boolean;
  /** Branches and tags that may hold older versions, and that this command leaves alone. */
  otherRefs: string[];
}

export interface Wanted {
  repo: string;
  /** null: private if it is new, and else as it is. */
  visibility: Visibility | null;
  /** Whether simulated rows may be published. */
  simulated: boolean;
  now: Date;
}

/** The hub's own file, which says what counts as large. It stays. */
const HUB_FILE = '.gitattributes';
/** An older export may hold what many people have withdrawn since. */
const OLDEST_DAYS = 31;

/** Compares an export with what a repository holds, by checksums. */
export function changesOf({ files }: Pick<LocalExport, 'files'>, remote: Pick<Remote, 'files'> | null): Changes {
  const there = new Map((remote?.files ?? []).map((file) => [file.path, file]));
  const isThere = ({ path, sha256, gitOid }: LocalFile) => {
    const file = there.get(path);
    return file !== undefined && (file.sha256 === null ? file.gitOid === gitOid : file.sha256 === sha256);
  };
  const upload = files.filter((file) => !isThere(file));
  const paths = new Set(files.map(({ path }) => path));
  return {
    upload,
    replace: upload.map(({ path }) => path).filter((path) => there.has(path)),
    remove: [...there.keys()].filter((path) => !paths.has(path) && path !== HUB_FILE),
  };
}

/**
 * Decides what to do, and whether it may be done.
 * @throws {PublishError} when it would break what people were promised, or delete what is no export
 */
export function planOf(from: LocalExport, remote: Remote | null, wanted: Wanted): Plan {
  mayBePublished(from, wanted);
  if (remote !== null) mayBeReplaced(remote, wanted.repo);
  const visibility = wanted.visibility ?? remote?.visibility ?? 'private';
  if (remote !== null && visibility === 'public' && wanted.visibility === null)
    throw new PublishError(
      `${wanted.repo} is public: everybody can copy single rows of it, and nobody can call them back. Say --public to leave it so, or --gated or --private to change it.`,
    );
  const changes = changesOf(from, remote);
  const nothing = changes.upload.length + changes.remove.length === 0;
  return {
    ...changes,
    repo: wanted.repo,
    isNew: remote === null,
    visibility,
    before: remote?.visibility ?? null,
    // So a repository always has one commit, and a call that was cut off is completed by the next.
    forget: !nothing || (remote?.commits ?? 0) > 1,
    otherRefs: remote?.otherRefs ?? [],
  };
}

function mayBePublished({ folder, manifest }: LocalExport, { simulated, now }: Wanted): void {
  if (manifest.simulated !== 'none' && !simulated)
    throw new PublishError(
      `${folder} holds rows of simulated people. Nobody should take them for votes of people: say --simulated if they shall be published all the same.`,
    );
  const days = Math.floor((now.getTime() - Date.parse(manifest.exportedAt)) / DAY_MS);
  if (manifest.simulated !== 'all' && days > OLDEST_DAYS)
    throw new PublishError(
      `${folder} was exported ${days} days ago. People who have withdrawn since are still in it. Export once more, into a new folder, and publish that.`,
    );
}

function mayBeReplaced(remote: Remote, repo: string): void {
  if (remote.hasDoi)
    throw new PublishError(
      `${repo} has a DOI: what is in it stays for ever, so nobody could withdraw any more. Publish single rows in a repository without a DOI; a DOI is for code, reports and aggregates.`,
    );
  const paths = remote.files.map(({ path }) => path);
  const others = paths.filter((path) => path !== HUB_FILE && path !== 'README.md');
  if (others.length > 0 && !['manifest.json', 'CODEBOOK.md', 'SHA256SUMS'].every((path) => paths.includes(path)))
    throw new PublishError(
      `${repo} holds something else than an export of Tribunal: ${others.length} files, such as ${others[0]}. Publishing would delete them. Name another repository, or empty this one yourself.`,
    );
}

/** Whether the repository is already as it should be. */
export const isDone = ({ upload, remove, forget, visibility, before }: Plan): boolean =>
  upload.length + remove.length === 0 && !forget && visibility === before;
