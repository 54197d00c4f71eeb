import { type AnyColumn, and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { asks } from '../schema/asks.ts';
import { consents } from '../schema/consents.ts';
import { isWithoutPictures } from './ask-pictures.ts';
import { isOnServer, isSettled } from './counting.ts';

/** Which asks a piece of research is about. null: no bound, every server. */
export interface ResearchScope {
  guildId: string | null;
  /** Created at or after this time. */
  since: Date | null;
  /** Created before this time. */
  until: Date | null;
}

/**
 * SQL: whether an ask of a server is in the scope and settled. Nothing about an open ask is exported, not
 * even a number.
 */
export const inScope = ({ guildId, since, until }: ResearchScope): SQL | undefined =>
  and(
    isSettled(),
    isOnServer(),
    guildId === null ? undefined : eq(asks.guildId, guildId),
    since === null ? undefined : gte(asks.createdAt, since),
    until === null ? undefined : lt(asks.createdAt, until),
  );

/** SQL: whether a person's newest decision about research is a yes. */
export const optedIn = (person: AnyColumn | SQL): SQL<boolean> => sql<boolean>`coalesce((
  select c.decision from ${consents} c where c.person_hash = ${person} order by c.created_at desc, c.id desc limit 1
) = 'given', false)`;

/**
 * SQL: the same, for queries over all rows. It reads the decisions once instead of once per row.
 *
 * `is true` keeps PostgreSQL from making a join of it: it expects one person in 200 to have opted in, and
 * then looks each vote up by itself.
 */
export const isAmongOptedIn = (person: AnyColumn | SQL): SQL<boolean> => sql<boolean>`(${person} in (
  select c.person_hash from (
    select distinct on (person_hash) person_hash, decision from ${consents} order by person_hash, created_at desc, id desc
  ) c where c.decision = 'given')) is true`;

/**
 * SQL: whether `test` holds for everyone except the asker whose words an ask contains. Most asks contain
 * nobody else's.
 */
const ofAllOthers = (test: (person: SQL) => SQL<boolean>): SQL<boolean> => sql<boolean>`not exists (
  select from unnest(array_append(${asks.wordsOf}, ${asks.promptBy})) w(person) where w.person is not null and not ${test(sql`w.person`)})`;

/**
 * SQL: whether everyone except the asker whose words an ask contains has opted in. For queries over all rows.
 */
export const othersAreAmongOptedIn: SQL<boolean> = ofAllOthers(isAmongOptedIn);

/**
 * SQL: whether an ask may be exported row by row. It must be settled, not private and not taken from
 * somebody's message, and its question must have no picture: its text alone is half a question. Its asker and
 * everyone else whose words it contains must have opted in, each by their newest decision.
 *
 * The conditions are literals, not parameters. Planned without their values, PostgreSQL expects hardly any
 * row and then scans all asks for each vote.
 */
export const mayLeave = (scope: ResearchScope): SQL | undefined =>
  and(
    inScope(scope),
    sql`not ${asks.private} and ${asks.source} <> 'menu'`,
    isWithoutPictures,
    optedIn(asks.askerHash),
    ofAllOthers(optedIn),
  );
