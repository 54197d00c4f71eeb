import type { Skipped } from './preferences.ts';

/**
 * The formats of an export. `trl` and `verl` are for training, `hub` is a dataset for the Hugging Face Hub.
 */
export const formats = ['jsonl', 'csv', 'parquet', 'trl', 'verl', 'hub'] as const;
export type Format = (typeof formats)[number];

/** Whether a format holds training rows. */
export const isTraining = (format: Format): format is 'trl' | 'verl' => format === 'trl' || format === 'verl';

/** The formats whose rows name the day of their ask. */
export const rowFormats = formats.filter((format) => !isTraining(format));

/** Rises with every change to a file's columns or to their meaning. */
export const SCHEMA_VERSION = 3;

/** `manifest.json`: what an export holds, what it does not, and why. */
export interface Manifest {
  schemaVersion: number;
  /**
   * A random id, under which all codes of this export are made. Its holder asks the operator for the
   * keep-list by it.
   */
  exportId: string;
  format: Format;
  /** ISO 8601, UTC. All files show the database at that moment. */
  exportedAt: string;
  scope: { serverId: string | null; since: string | null; until: string | null };
  /**
   * Whether the people are simulated: on none, some or all of the asks. Simulated rows have `simulated`, and
   * nothing follows from them about people.
   */
  simulated: 'none' | 'some' | 'all';
  /** Whether each table is a folder with a file a month. */
  byMonth?: true;
  /** The number of rows in each file. */
  rows: Record<string, number>;
  /** What was left out, by table and reason, as upper bounds. `cells` are cells of the aggregates. */
  leftOut: Record<string, Skipped>;
  /**
   * An upper bound of the people who have withdrawn since this scope was last exported. null when it never
   * was.
   */
  withdrawn: { since: string; fewerThan: number } | null;
  /** The fewest voters in a cell of the aggregates, and the fewest people in a group of released votes. */
  smallestCell: number;
  /**
   * Why voters have one code in the whole export, in the operator's words. null when it differs from ask to
   * ask.
   */
  linkedVoters: string | null;
  /** The fewest votes behind a training row. null for other formats. */
  fewestVotes: number | null;
  /** Where Discord's permission to train on this data is found, in the operator's words. */
  discordPermission: string | null;
  policy: readonly string[];
}

/** What an export is called. */
export const titleOf = ({ simulated }: Pick<Manifest, 'simulated'>): string =>
  ({
    none: 'Tribunal community votes',
    some: 'Tribunal community votes, simulated in part',
    all: 'Tribunal simulated votes',
  })[simulated];
