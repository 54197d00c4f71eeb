import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { asksIn, type ReportScope } from './agreement-figures.ts';
import { isAboutPair, isCounted, shortNames } from './counting.ts';

/** The votes that count on one closed ballot of two answers. It holds nothing about a person. */
export interface ModelDuel {
  askId: string;
  /** The models of the two answers, as they were asked. */
  left: string;
  right: string;
  /** The probability with which the judge's pick met this opponent, in (0, 1]. */
  probability: number;
  pickIsLeft: boolean;
  /** Votes for the left answer, for the right one, and ties. */
  won: number;
  lost: number;
  tied: number;
  /** Whether the people are simulated. */
  simulated: boolean;
}

/**
 * Which ballots are meant: those on asks of a report, or those of one server that closed at or after a time.
 */
export type DuelScope = ReportScope | { guildId: string; closedSince: Date };

const inScope = (scope: DuelScope) =>
  'closedSince' in scope
    ? sql`a.guild_id = ${scope.guildId} and b.closed_at >= ${scope.closedSince.toISOString()}::timestamptz`
    : asksIn(scope);

/**
 * Reads closed ballots of two answers with their votes that count, one row a ballot. "Both bad" is left out.
 * Ballots between two answers of the same model are among them.
 */
export async function modelDuels(db: Db, scope: DuelScope): Promise<ModelDuel[]> {
  const rows = await db.execute(sql`
    select b.ask_id as "askId", x.model as "left", y.model as "right", b.opponent_probability as probability,
      a.pick = b.shown[1] as "pickIsLeft", coalesce((a.settings ->> 'simulated')::boolean, false) as simulated,
      (count(*) filter (where v.choice = 'candidate' and v.slot = b.shown[1]))::int as won,
      (count(*) filter (where v.choice = 'candidate' and v.slot = b.shown[2]))::int as lost,
      (count(*) filter (where v.choice = 'tie'))::int as tied
    from votes v
    join ballots b on b.id = v.ballot_id
    join asks a on a.id = b.ask_id
    join candidates x on x.ask_id = b.ask_id and x.slot = b.shown[1]
    join candidates y on y.ask_id = b.ask_id and y.slot = b.shown[2]
    where ${isCounted(shortNames)} and ${isAboutPair(shortNames)} and ${inScope(scope)}
    group by a.id, b.id, x.model, y.model
    having count(*) filter (where v.choice <> 'both_bad') > 0
    order by b.ask_id`);
  return rows as unknown as ModelDuel[];
}
