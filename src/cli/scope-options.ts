import { type Command, InvalidArgumentError } from 'commander';
import type { ResearchScope } from '../../db/repo/research-scope.ts';

export interface ScopeFlags {
  guild?: string;
  since?: Date;
  until?: Date;
}

/** Reads a time: `2026-05-01` (midnight, UTC), or a whole ISO 8601 time with its zone. */
export function moment(text: string): Date {
  const zoned = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const date = new Date(text);
  // JavaScript would read 2026-02-30 as a day in March.
  const exists = !Number.isNaN(date.getTime()) && (text.length > 10 || date.toISOString().startsWith(text));
  if (!zoned || !exists)
    throw new InvalidArgumentError('It must be a day, 2026-05-01, or a time with its zone, 2026-05-01T12:00:00Z.');
  return date;
}

/** Reads a Discord server id. */
export function serverId(text: string): string {
  if (!/^\d{17,20}$/.test(text)) throw new InvalidArgumentError('It must be a server id: a number of 17 to 20 digits.');
  return text;
}

/** Adds the options that choose questions by server and time. */
export const withScopeOptions = (command: Command): Command =>
  command
    .option('--guild <id>', 'questions of this server only', serverId)
    .option('--since <time>', 'questions asked at or after this time, UTC', moment)
    .option('--until <time>', 'questions asked before this time, UTC', moment);

/** The scope that those options choose. */
export const scopeOf = ({ guild, since, until }: ScopeFlags): ResearchScope => ({
  guildId: guild ?? null,
  since: since ?? null,
  until: until ?? null,
});
