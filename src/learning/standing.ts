import type { Db } from '../../db/client.ts';
import type { Challenger } from '../../db/repo/challengers.ts';
import { countVoters } from '../../db/repo/compared-asks.ts';
import { asksStillNeeded, type HeadToHead, headToHead, type PickedTwice } from '../agreement/head-to-head.ts';
import type { Figure } from '../agreement/statistic.ts';
import { agreementOf } from './agreement-of-both.ts';
import { type ComparedAsk, readCompared } from './compared-asks.ts';
import { type PerJudge, perJudge } from './per-judge.ts';

export type { PerJudge };

/** How a challenger stands against the champion, on questions whose voting has closed. */
export interface Standing {
  challenger: Challenger;
  /** Questions that both judges have judged to the end, and the counted votes for a side on them. */
  asks: number;
  votes: number;
  /** How many people cast them. */
  voters: number;
  /** Questions of the challenger's share that it has not judged to the end: they count nowhere. */
  unjudged: number;
  /** How many of the compared questions come from a playground: nothing follows from them about people. */
  simulated: number;
  headToHead: HeadToHead;
  /** An estimate from what was seen so far. null: nothing can be said yet. 0: it is decided. */
  votesStillNeeded: number | null;
  /**
   * The share of votes that went with each judge, 0–1: for the side that stands higher in its own final
   * standings. n: votes.
   * The champion chose these duels, so this decides nothing.
   */
  agreement: { champion: Figure; challenger: Figure };
  each: { champion: PerJudge; challenger: PerJudge };
}

/** Compares a challenger with the champion that it was begun against. Nothing of an open ballot is read. */
export async function standingOfChallenger(db: Db, challenger: Challenger): Promise<Standing> {
  const { compared, unjudged } = await readCompared(db, challenger);
  const picked = compared.map(pickedTwice);
  const votes = compared.reduce((sum, { cast }) => sum + cast.pick + cast.opponent, 0);
  const asks = asksStillNeeded(picked);
  const voters = await countVoters(
    db,
    compared.map(({ id }) => id),
  );
  return {
    challenger,
    asks: compared.length,
    votes,
    voters,
    unjudged,
    simulated: compared.filter(({ simulated }) => simulated).length,
    headToHead: headToHead(picked),
    votesStillNeeded: asks === null || votes === 0 ? null : Math.ceil((asks * votes) / compared.length),
    agreement: agreementOf(compared),
    each: {
      champion: perJudge(compared.map(({ calls }) => calls.champion)),
      challenger: perJudge(compared.map(({ calls }) => calls.challenger)),
    },
  };
}

/** What the comparison of picks reads of an ask. */
export function pickedTwice({ pick, opponent, challengersPick, cast, ...draw }: ComparedAsk): PickedTwice {
  return {
    others: draw.others,
    opponentProbability: draw.opponentProbability,
    isDuelOfPicks: challengersPick !== pick && challengersPick === opponent,
    champion: cast.pick,
    challenger: cast.opponent,
  };
}
