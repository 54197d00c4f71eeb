import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { forOpponent, forPick } from './agreement-figures.ts';
import { type ReportScope, readSections } from './ballot-counts.ts';

/** Questions with equal votes that count. It holds nothing about a single person. */
export interface EqualQuestions {
  /** How many there are. */
  times: number;
  pick: number;
  opponent: number;
  tie: number;
  bothBad: number;
  /** How many other candidates the pick's opponent was drawn from, and how likely this one was, 0–1. */
  others: number;
  probability: number;
  effort: string;
  /** The public name of the judge. */
  judge: string;
}

/** SQL: the closed ballots of a scope, equal ones as one row. */
export const equalQuestionsOf: SQL<EqualQuestions> = sql<EqualQuestions>`
  select count(*) as times, pick, opponent, tie, bad as "bothBad", others, probability, effort, judge
  from per_ballot group by pick, opponent, tie, bad, others, probability, effort, judge
  order by effort, judge, others, probability, pick, opponent, tie, bad`;

export async function equalQuestions(db: Db, scope: ReportScope): Promise<EqualQuestions[]> {
  return (await readSections(db, scope, { questions: equalQuestionsOf })).questions;
}

/** How sure a judge was of one question's pick, 0–1, and whether the majority was for the pick. */
export interface StatedConfidence {
  confidence: number;
  agrees: boolean;
  /** The public name of the judge. */
  judge: string;
}

/**
 * SQL: how sure the judge was that people prefer its pick, and whether the majority did, a row a question.
 * Questions without a majority for either answer are left out.
 */
export const statedConfidencesOf: SQL<StatedConfidence> = sql<StatedConfidence>`
  select confidence, ${forPick} as agrees, judge from per_ballot
  where confidence is not null and (${forPick} or ${forOpponent})
  order by confidence, agrees, judge`;

export async function statedConfidences(db: Db, scope: ReportScope): Promise<StatedConfidence[]> {
  return (await readSections(db, scope, { stated: statedConfidencesOf })).stated;
}
