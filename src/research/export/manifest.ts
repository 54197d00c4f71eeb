import type { Skipped } from './preferences.ts';

export const formats = ['jsonl', 'csv', 'parquet', 'trl', 'verl', 'hub'] as const;
export type Format = (typeof formats)[number];

/** Rises with every change of a file's columns or of what they mean. */
export const SCHEMA_VERSION = 2;

/** `manifest.json`: what an export holds, what it does not, and why. */
export interface Manifest {
  schemaVersion: number;
  /** Random; all codes in the files are this export's own. Whoever has it asks the operator for its keep-list. */
  exportId: string;
  format: Format;
  /** ISO 8601, UTC. All files show the database as it was then. */
  exportedAt: string;
  scope: { serverId: string | null; since: string | null; until: string | null };
  /** By file. */
  rows: Record<string, number>;
  /** By table, by reason: a bound that the number of rows lies below. `cells` are those of the aggregates. */
  leftOut: Record<string, Skipped>;
  /** Fewer people than that had opted in on the day when this scope was exported last, and have withdrawn; null: there was no such export. */
  withdrawn: { since: string; fewerThan: number } | null;
  /** Voters that a cell of the aggregates has at least, and different people that a group of votes is drawn from. */
  smallestCell: number;
  /** Why a voter has one code in all of this export, as the operator said; null: another one on each ask. */
  linkedVoters: string | null;
  /** Votes that a training row rests on at least; null for other formats. */
  fewestVotes: number | null;
  /** Where Discord's permission to train on this data is found, as the operator named it. */
  discordPermission: string | null;
  policy: readonly string[];
}
