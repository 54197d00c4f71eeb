import { type AnyColumn, and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { asks } from '../schema/asks.ts';
import { consents } from '../schema/consents.ts';
import { isSettled } from './counting.ts';

/** Which asks a piece of research is about. null: all of them. */
export interface ResearchScope {
  guildId: string | null;
  /** Asked at or after. */
  since: Date | null;
  /** Asked before. */
  until: Date | null;
}

/** Asks of the scope that are over: of what is open nothing leaves, not even as a number. */
export const inScope = ({ guildId, since, until }: ResearchScope): SQL | undefined =>
  and(
    isSettled(),
    guildId === null ? undefined : eq(asks.guildId, guildId),
    since === null ? undefined : gte(asks.createdAt, since),
    until === null ? undefined : lt(asks.createdAt, until),
  );

/** Whether the newest decision of the person behind this hash is a yes. */
export const optedIn = (person: AnyColumn | SQL): SQL<boolean> => sql<boolean>`coalesce((
  select c.decision from ${consents} c where c.person_hash = ${person} order by c.created_at desc, c.id desc limit 1
) = 'given', false)`;

/** The same for a query over every row there is: the decisions are read once, and not once a row. */
export const isAmongOptedIn = (person: AnyColumn | SQL): SQL<boolean> => sql<boolean>`${person} in (
  select c.person_hash from (
    select distinct on (person_hash) person_hash, decision from ${consents} order by person_hash, created_at desc, id desc
  ) c where c.decision = 'given')`;

/** Whether `test` holds for everybody but the asker whose words an ask is made of: most are made of nobody else's. */
const ofAllOthers = (test: (person: SQL) => SQL<boolean>): SQL<boolean> => sql<boolean>`not exists (
  select from unnest(array_append(${asks.wordsOf}, ${asks.promptBy})) w(person) where w.person is not null and not ${test(sql`w.person`)})`;

/** Of an ask: whether all others whose words it is made of have opted in. For a query over every row there is. */
export const othersAreAmongOptedIn: SQL<boolean> = ofAllOthers(isAmongOptedIn);

/**
 * What may leave row by row: an ask that is neither private nor taken from somebody's message, if its asker and all others whose words it is made of have
 * opted in, each by their newest decision. Written out, not as parameters: a plan that is made without them expects next to no row, and then goes through
 * all asks for each vote.
 */
export const mayLeave = (scope: ResearchScope): SQL | undefined =>
  and(
    inScope(scope),
    sql`not ${asks.private} and ${asks.source} <> 'menu'`,
    optedIn(asks.askerHash),
    ofAllOthers(optedIn),
  );
