import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { type BallotScope, readSections } from './ballot-counts.ts';

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
 * SQL: closed ballots of two answers with their votes that count, one row a ballot. "Both bad" is left out.
 * Ballots between two answers of the same model are among them.
 */
export const modelDuelsOf: SQL<ModelDuel> = sql<ModelDuel>`
  select ask as "askId", left_model as "left", right_model as "right", probability,
    pick_is_left as "pickIsLeft", simulated, one as won, other as lost, tie as tied
  from per_ballot where votes > bad and left_model is not null and right_model is not null order by ask`;

export async function modelDuels(db: Db, scope: BallotScope): Promise<ModelDuel[]> {
  return (await readSections(db, scope, { duels: modelDuelsOf })).duels;
}
