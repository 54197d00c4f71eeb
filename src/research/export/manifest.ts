import type { Skipped } from './preferences.ts';

export const formats = ['jsonl', 'csv', 'parquet', 'trl', 'verl', 'hub'] as const;
export type Format = (typeof formats)[number];

/** Rises with every change of a file's columns or of what they mean. */
export const SCHEMA_VERSION = 1;

/** `manifest.json`: what an export holds, what it does not, and why. */
export interface Manifest {
  schemaVersion: number;
  format: Format;
  /** ISO 8601, UTC. All files show the database as it was then. */
  exportedAt: string;
  scope: { serverId: string | null; since: string | null; until: string | null };
  /** By file. */
  rows: Record<string, number>;
  /** By table, by reason; counted in rows of that table. `cells` are those of the aggregates. */
  leftOut: Record<string, Skipped>;
  /** Who had opted in when this scope was exported last and has withdrawn: named as in that export. */
  withdrawn: { since: string | null; people: number; ids: string[] };
  /** Voters that a cell of the aggregates has at least. */
  smallestCell: number;
  /** Votes that a training row rests on at least; null for other formats. */
  fewestVotes: number | null;
  /** Where Discord's permission to train on this data is found, as the operator named it. */
  discordPermission: string | null;
  policy: readonly string[];
}
