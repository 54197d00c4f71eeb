import type { Db } from '../../db/client.ts';
import type { Challenger } from '../../db/repo/challengers.ts';
import { type AskOfChampion, asksOfChampion, countedVotes, verdictsOfBoth } from '../../db/repo/compared-asks.ts';
import { isDrawn } from '../asks/shadow-lot.ts';
import { challengersPick, type RejudgedAsk } from './challengers-pick.ts';
import type { JudgedCall } from './per-judge.ts';

/** A settled ask that both judges have judged wholly. */
export interface ComparedAsk {
  id: string;
  /** The champion's pick, the reply that it met on the ballot, and the challenger's pick. Slots. */
  pick: number;
  opponent: number;
  challengersPick: number;
  /** How many replies the opponent was one of, and how likely it was chosen. */
  others: number;
  opponentProbability: number;
  /** Counted votes for the two on the ballot. */
  cast: { pick: number; opponent: number };
  simulated: boolean;
  comparisons: readonly { champion: JudgedCall; challenger: JudgedCall }[];
}

/** @returns the asks that a challenger has judged, and how many of its asks it has not judged wholly. */
export async function readCompared(
  db: Db,
  challenger: Challenger,
): Promise<{ compared: ComparedAsk[]; unjudged: number }> {
  const drawn = (await asksOfChampion(db, challenger)).filter(({ seed }) => isDrawn(challenger, seed));
  const ids = drawn.map(({ id }) => id);
  const verdicts = Map.groupBy(await verdictsOfBoth(db, ids, challenger.judge), ({ askId }) => askId);
  const cast = new Map(
    (await countedVotes(db, ids)).map(({ askId, slot, votes }) => [`${askId} ${slot}`, votes] as const),
  );
  const compared = drawn.flatMap((ask) => {
    const rows = wholly(verdicts.get(ask.id) ?? []);
    const on = duelOf(ask);
    if (!rows || !on) return [];
    const votesFor = (slot: number) => cast.get(`${ask.id} ${slot}`) ?? 0;
    return [
      {
        id: ask.id,
        ...on,
        challengersPick: challengersPick(ask, rows),
        opponentProbability: ask.opponentProbability,
        cast: { pick: votesFor(on.pick), opponent: votesFor(on.opponent) },
        simulated: ask.settings.simulated ?? false,
        comparisons: rows.map(({ first, second, stored, shadow }) => ({
          champion: callOf(first, second, stored),
          challenger: callOf(first, second, shadow),
        })),
      },
    ];
  });
  return { compared, unjudged: drawn.length - compared.length };
}

type Row = Awaited<ReturnType<typeof verdictsOfBoth>>[number];

function callOf(
  first: number,
  second: number,
  { verdict, inputTokens, outputTokens, costUsd }: Row['stored'],
): JudgedCall {
  const tokens = inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
  return { first, second, verdict, tokens, usd: costUsd };
}

/** @returns the comparisons if all have been judged again, and there are any; else null */
function wholly(rows: readonly Row[]): RejudgedAsk | null {
  const again = rows.flatMap(({ shadow, ...row }) => (shadow ? [{ ...row, shadow }] : []));
  return again.length === rows.length && again.length > 0 ? again : null;
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
