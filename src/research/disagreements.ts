import type { Db } from '../../db/client.ts';
import { newestPairBallots, type PairBallot, type PairScope, type PairVotes } from '../../db/repo/disagreements.ts';
import { SMALLEST_GROUP } from '../../db/repo/released-votes.ts';
import { leastGap } from '../agreement/stated-gap.ts';
import { stanceOf } from '../ballots/stance.ts';
import type { Stance } from '../terms.ts';

/** One question on which enough people voted to say where they stand. */
export interface Case {
  ballot: PairBallot;
  stance: Stance;
  /** `leastGap` of the judge's probability. null where that was not kept. */
  gap: number | null;
  /**
   * The votes that may be told: those that count, or else the tally in the channel, which everybody knows.
   * The two side by side would tell how the few people voted whose votes do not count, such as the asker.
   */
  told: PairVotes;
  toldAre: 'counted' | 'tally';
}

/** How many questions of a server are looked through, newest first. */
export const LOOKED_THROUGH = 500;

/** @returns null when too few votes count. */
export function caseOf(ballot: PairBallot): Case | null {
  const { counted, tally, stated, apart } = ballot;
  const stance = stanceOf(counted);
  if (stance === null) return null;
  const toldAre = apart === 0 || apart >= SMALLEST_GROUP ? 'counted' : 'tally';
  return {
    ballot,
    stance,
    gap: stated === null ? null : leastGap(stated, counted),
    told: toldAre === 'counted' ? counted : tally,
    toldAre,
  };
}

/**
 * The cases where people and the judge differ come first that are the furthest apart for certain, and last
 * those whose probability was not kept. All others come newest first.
 */
export function inOrder(cases: readonly Case[], stance: Stance): Case[] {
  const newest = (a: Case, b: Case) =>
    b.ballot.createdAt.getTime() - a.ballot.createdAt.getTime() || (a.ballot.askId < b.ballot.askId ? 1 : -1);
  const further = (a: Case, b: Case) => (b.gap ?? -2) - (a.gap ?? -2) || newest(a, b);
  return cases.filter((one) => one.stance === stance).toSorted(stance === 'differ' ? further : newest);
}

/** Reads the cases among the newest `LOOKED_THROUGH` closed ballots of a scope that `may` lets through. */
export async function readCases(
  db: Db,
  scope: PairScope,
  may: (ballot: PairBallot) => Promise<boolean>,
): Promise<Case[]> {
  const cases: Case[] = [];
  for (const ballot of await newestPairBallots(db, scope, LOOKED_THROUGH)) {
    const found = caseOf(ballot);
    if (found && (await may(ballot))) cases.push(found);
  }
  return cases;
}
