import type { Db } from '../../db/client.ts';
import type { Challenger } from '../../db/repo/challengers.ts';
import {
  type AskOfChampion,
  asksOfChampion,
  challengersCalls,
  challengersPicks,
  championsCalls,
  countedVotes,
} from '../../db/repo/compared-asks.ts';
import { isDrawn } from '../asks/shadow-lot.ts';
import type { JudgedCall } from './per-judge.ts';

/** A settled ask over which both judges have played a tournament to its end. */
export interface ComparedAsk {
  id: string;
  /** The champion's pick, the reply that it met on the ballot, and the challenger's pick. Slots. */
  pick: number;
  opponent: number;
  challengersPick: number;
  /** How many replies the opponent was one of, and how likely it was chosen. */
  others: number;
  opponentProbability: number;
  /** Which of the two on the ballot stands higher in the end, with each judge. */
  higher: { champion: number; challenger: number };
  /** Counted votes for the two on the ballot. */
  cast: { pick: number; opponent: number };
  simulated: boolean;
  /** What each judge was asked in its own tournament. */
  calls: { champion: readonly JudgedCall[]; challenger: readonly JudgedCall[] };
}

/** @returns the asks that a challenger has judged, and how many of its asks it has not judged wholly. */
export async function readCompared(
  db: Db,
  challenger: Challenger,
): Promise<{ compared: ComparedAsk[]; unjudged: number }> {
  const drawn = (await asksOfChampion(db, challenger)).filter(({ seed }) => isDrawn(challenger, seed));
  const ids = drawn.map(({ id }) => id);
  const picks = new Map((await challengersPicks(db, ids, challenger.judge)).map((row) => [row.askId, row]));
  const calls = {
    champion: Map.groupBy(await championsCalls(db, ids), ({ askId }) => askId),
    challenger: Map.groupBy(await challengersCalls(db, ids, challenger.judge), ({ askId }) => askId),
  };
  const cast = new Map(
    (await countedVotes(db, ids)).map(({ askId, slot, votes }) => [`${askId} ${slot}`, votes] as const),
  );
  const compared = drawn.flatMap((ask): ComparedAsk[] => {
    const own = picks.get(ask.id);
    const on = duelOf(ask);
    const of = (who: keyof typeof calls) => (calls[who].get(ask.id) ?? []).map(callOf);
    const both = { champion: of('champion'), challenger: of('challenger') };
    if (!own || !on || both.champion.length === 0) return [];
    const votesFor = (slot: number) => cast.get(`${ask.id} ${slot}`) ?? 0;
    const duel = [on.pick, on.opponent];
    const higherIn = (standings: readonly number[]) => standings.find((slot) => duel.includes(slot)) ?? on.pick;
    return [
      {
        id: ask.id,
        ...on,
        challengersPick: own.pick,
        opponentProbability: ask.opponentProbability,
        higher: { champion: higherIn(ask.standings ?? []), challenger: higherIn(own.standings) },
        cast: { pick: votesFor(on.pick), opponent: votesFor(on.opponent) },
        simulated: ask.settings.simulated ?? false,
        calls: both,
      },
    ];
  });
  return { compared, unjudged: drawn.length - compared.length };
}

type Row = Awaited<ReturnType<typeof championsCalls>>[number];

function callOf({ first, second, verdict, inputTokens, outputTokens, costUsd }: Row): JudgedCall {
  const tokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
  return { first, second, verdict, tokens, usd: costUsd };
}

/**
 * The duel as `drawLineup` drew it, from what is kept of it.
 * @returns null where no duel could be drawn, as with a single candidate
 */
export function duelOf({
  pick,
  standings,
  shown,
}: Pick<AskOfChampion, 'pick' | 'standings' | 'shown'>): Pick<ComparedAsk, 'pick' | 'opponent' | 'others'> | null {
  const opponent = shown.find((slot) => slot !== pick);
  if (pick === null || standings === null || opponent === undefined || !shown.includes(pick)) return null;
  return { pick, opponent, others: standings.filter((slot) => slot !== pick).length };
}
