import { randomUUID } from 'node:crypto';
import type { Database, Db } from '../../../db/client.ts';
import { inOneSnapshot } from '../../../db/one-snapshot.ts';
import { insertAudit } from '../../../db/repo/audit.ts';
import { whoseAsks } from '../../../db/repo/research-aggregates.ts';
import {
  countAsksByReason,
  countVotesByReason,
  countWithdrawnSince,
  EXPORT_ACTION,
  lastExportOf,
} from '../../../db/repo/research-counts.ts';
import { drawLots } from '../../../db/repo/research-lots.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { chooseFormat } from '../../judge/choose-format.ts';
import { rrm } from '../../judge/formats/rrm.ts';
import { SaidError } from '../../said-error.ts';
import { begun } from './ahead.ts';
import { fewerThan } from './coarse.ts';
import { type Codes, openCodes } from './codes.ts';
import { describeFolder } from './describe-folder.ts';
import { policy } from './discord-terms.ts';
import { fillFolder } from './folder.ts';
import { type Format, isTraining, type Manifest, SCHEMA_VERSION } from './manifest.ts';
import type { Skipped } from './preferences.ts';
import { dayName, publish, wholeDays } from './publish.ts';
import { writeRows } from './row-files.ts';
import { SMALLEST_CELL } from './suppress.ts';
import { writeTraining } from './training-files.ts';
import { openWriting } from './writing.ts';

export interface ExportOptions {
  out: string;
  format: Format;
  scope: ResearchScope;
  /** PSEUDONYM_KEY. The key of this export's codes is derived from it. */
  key: string;
  now: Date;
  /** The fewest votes behind a training row. */
  fewestVotes: number;
  /** The judge's format that rows of `verl` are laid out in, by its name. RRM's by default. */
  judgeFormat?: string;
  /** Where Discord's permission to train on the data is found. Required for `trl` and `verl`. */
  discordPermission: string | null;
  /** Why voters get one code on all asks. null when it differs from ask to ask. */
  linkVoters?: string | null;
  /** `parquet`: each table is a folder with a file a month, instead of one file. */
  byMonth?: boolean;
  /** A random UUID by default. Two exports with the same id would share their codes. */
  exportId?: string;
  /**
   * Called after each page is written. `share` is how much of the table's rows are read, 0–1. null: nobody
   * knows.
   */
  onRows?: (file: string, rows: number, share: number | null) => void;
}

/**
 * Writes a dataset. All files show the database at one moment, and the folder appears only when it is
 * complete.
 * @throws {SaidError} when the options are refused, in words for the person who gave them
 */
export async function runExport({ db }: Database, options: ExportOptions): Promise<Manifest> {
  const { format, scope, key, now } = options;
  if (isTraining(format) && !options.discordPermission)
    throw new SaidError(
      `The format ${format} is made for training, which Discord’s Developer Policy allows only with its express permission. Say where that permission is found: --discord-permission "ticket 123 of 2026-05-01".`,
    );
  if (options.byMonth && format !== 'parquet')
    throw new SaidError(
      `Only the format parquet can be written by month, and this is ${format}. Leave --by-month out.`,
    );
  const exportId = options.exportId ?? randomUUID();
  const linkVoters = options.linkVoters ?? null;
  const codes = openCodes(key, exportId, linkVoters !== null);
  // Written before the folder is renamed, so that no export lacks an audit entry. It comes last, because the
  // next export counts the people who withdrew since this time.
  const seal = (manifest: Manifest) =>
    insertAudit(db, {
      guildId: scope.guildId,
      actorHash: 'command line',
      action: EXPORT_ACTION,
      details: {
        exportId,
        format,
        since: manifest.scope.since,
        until: manifest.scope.until,
        linkedVoters: linkVoters !== null,
        rows: Object.values(manifest.rows).reduce((sum, n) => sum + n, 0),
      },
      createdAt: now,
    });
  return fillFolder(
    options.out,
    async (folder) => {
      await publish(db, scope.guildId, now);
      const manifest = await inOneSnapshot(db, async (tx, beside) => {
        const lots = { scope, salt: codes.lot, codeOf: isTraining(format) ? null : codes.ask };
        const drawn = begun(drawLots(beside, lots));
        const start = begun(drawn.then(() => describe(beside, { ...options, exportId, linkVoters, codes })));
        let share: number | null = null;
        const onShare = (read: number) => {
          share = read;
        };
        const writing = openWriting(folder, (file, rows) => options.onRows?.(file, rows, share));
        const leftOut = isTraining(format)
          ? await writeTraining(beside, writing, {
              format,
              fewestVotes: options.fewestVotes,
              allSimulated: (await start).simulated === 'all',
              key,
              codes,
              judgeFormat: chooseFormat('', options.judgeFormat ?? rrm.name),
            })
          : await writeRows({ tx, beside }, writing, {
              ...{ format, lots, drawn, codes, onShare },
              byMonth: options.byMonth ?? false,
              linked: linkVoters !== null,
            });
        const described = await start;
        return { ...described, rows: writing.rows, leftOut: { ...described.leftOut, ...bounds(leftOut) } };
      });
      await describeFolder(folder, manifest);
      return manifest;
    },
    seal,
  );
}

/** Turns the numbers of rows left out into upper bounds. */
const bounds = (leftOut: Record<string, Skipped>): Record<string, Skipped> =>
  Object.fromEntries(
    Object.entries(leftOut).map(([what, reasons]) => [
      what,
      Object.fromEntries(Object.entries(reasons).map(([reason, n]) => [reason, fewerThan(n)])),
    ]),
  );

interface Description extends ExportOptions {
  exportId: string;
  linkVoters: string | null;
  codes: Codes;
}

async function describe(db: Db, options: Description): Promise<Manifest> {
  const { exportId, format, scope, codes, now } = options;
  const [asks, votes, last] = [
    await countAsksByReason(db, scope),
    await countVotesByReason(db, scope),
    await lastExportOf(db, scope.guildId),
  ];
  const { simulated, real } = await whoseAsks(db, scope, {
    guildId: scope.guildId,
    ...wholeDays(scope.since, scope.until),
  });
  const without = ({ kept: _, ...reasons }: Record<string, number>) => reasons;
  return {
    schemaVersion: SCHEMA_VERSION,
    exportId,
    format,
    exportedAt: now.toISOString(),
    scope: {
      serverId: scope.guildId === null ? null : codes.server(scope.guildId),
      since: scope.since?.toISOString() ?? null,
      until: scope.until?.toISOString() ?? null,
    },
    simulated: simulated ? (real ? 'some' : 'all') : 'none',
    ...(options.byMonth ? { byMonth: true as const } : {}),
    rows: {},
    leftOut: bounds({ asks: without(asks), votes: without(votes) }),
    withdrawn: last && {
      since: dayName(last),
      fewerThan: fewerThan(await countWithdrawnSince(db, last), SMALLEST_CELL),
    },
    smallestCell: SMALLEST_CELL,
    linkedVoters: options.linkVoters,
    fewestVotes: isTraining(format) ? options.fewestVotes : null,
    discordPermission: options.discordPermission,
    policy,
  };
}
