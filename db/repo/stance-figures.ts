import { type SQL, sql } from 'drizzle-orm';
import { FEWEST_FOR_MAJORITY, type Stance } from '../../src/terms.ts';
import type { Db } from '../client.ts';
import { type ReportScope, readSections } from './ballot-counts.ts';
import { isMajority } from './majority.ts';

const votes = { pick: sql`pick`, opponent: sql`opponent`, tie: sql`tie`, bad: sql`bad` };

const leads = (who: keyof typeof votes): SQL<boolean> =>
  isMajority(
    votes[who],
    Object.entries(votes).flatMap(([other, count]) => (other === who ? [] : [count])),
  );

/** SQL of `stanceOf` in `src/ballots/stance.ts`, over counts by choice. */
const stance: SQL = sql`case
  when pick + opponent + tie + bad < ${sql.raw(String(FEWEST_FOR_MAJORITY))} then null
  when ${leads('opponent')} then 'differ' when ${leads('pick')} then 'agree'
  when ${leads('bad')} then 'both-bad' else 'split' end`;

/** How many closed ballots of one group have their majority where. */
export type StanceGroup = Record<Stance, number> & {
  /** What the ballots are grouped by. `all` is a single group. */
  by: 'all' | 'effort' | 'judge' | 'model' | 'stated';
  /**
   * The effort, or the public name of the judge or of the pick's model. For `stated`, the tenth of the
   * judge's probability that people prefer the pick: `0` to `9`. Empty for `all`.
   */
  name: string;
  /** Ballots with too few votes that count. They are in no other number. */
  few: number;
};

const where = (name: Stance) => sql`(count(*) filter (where stance = ${sql.raw(`'${name}'`)}))::int`;

/**
 * SQL: counts closed ballots of two answers by where the majority of the votes that count stands, private
 * asks left out.
 */
export const stanceGroupsOf: SQL<StanceGroup> = sql<StanceGroup>`
  with standing as materialized (
    select effort, judge, model, least(9, floor(confidence * 10))::int::text as stated, ${stance} as stance
    from per_ballot where not private)
  select case grouping(effort, judge, model, stated)
      when 15 then 'all' when 7 then 'effort' when 11 then 'judge' when 13 then 'model' else 'stated' end as "by",
    coalesce(effort, judge, model, stated, '') as name,
    ${where('differ')} as differ, ${where('split')} as split, ${where('both-bad')} as "both-bad", ${where('agree')} as agree,
    (count(*) filter (where stance is null))::int as few
  from standing
  group by grouping sets ((), (effort), (judge), (model), (stated))
  having grouping(stated) = 1 or stated is not null
  order by 1, 2`;

export async function stanceGroups(db: Db, scope: ReportScope): Promise<StanceGroup[]> {
  return (await readSections(db, scope, { stances: stanceGroupsOf })).stances;
}
