import { NO_DOI } from '../export/card.ts';
import type { Visibility } from './hub.ts';
import { isDone, type Plan } from './plan.ts';
import type { LocalExport } from './read-export.ts';

const readers: Record<Visibility, string> = {
  private: 'private: only its owner can see it',
  gated: 'gated: everybody can see the card, and gets the files when you have said yes to them',
  public: 'public: everybody can copy the files, and nobody can call the copies back',
};

/** A size as people read it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

export const totalOf = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Says what publishing would do, line by line, and what it means for people. */
export function planInWords(plan: Plan, { folder, manifest }: LocalExport, endpoint: string): string {
  const { repo, upload, replace, remove, visibility, before, forget } = plan;
  const where = `${endpoint}/datasets/${repo}`;
  if (isDone(plan))
    return `${where} holds this export already and nothing older, ${readers[visibility]}. There is nothing to do.`;
  const rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
  const mark = { none: '', some: ', simulated in part', all: ', all simulated' }[manifest.simulated];
  return [
    `${folder} (${manifest.format}, ${rows} rows${mark}, exported ${manifest.exportedAt.slice(0, 10)}) to ${where}`,
    plan.isNew
      ? 'The repository is new.'
      : before === visibility
        ? 'The repository is there.'
        : `The repository is there, and ${before} until now.`,
    `It will be ${readers[visibility]}.`,
    upload.length === 0
      ? 'No file is new or changed.'
      : `To upload, in one commit: ${upload.length} files, ${sizeOf(totalOf(upload))}`,
    ...upload.map(
      ({ path, bytes }) => `  ${path}: ${sizeOf(bytes)}${replace.includes(path) ? ', replaces another' : ''}`,
    ),
    ...(remove.length > 0 ? ['To delete there:', ...remove.map((path) => `  ${path}`)] : []),
    ...(forget && !plan.isNew
      ? ['Older versions are deleted from its history, so that what people withdrew is gone. Nobody can undo this.']
      : []),
    ...(plan.otherRefs.length > 0
      ? [`Look at these branches and tags, which may hold older rows and are left alone: ${plan.otherRefs.join(', ')}`]
      : []),
    ...(visibility !== 'private' && manifest.linkedVoters !== null
      ? ['Voters have one code in all of this export: whoever knows a member’s habits can find all their votes.']
      : []),
    NO_DOI,
  ].join('\n');
}
