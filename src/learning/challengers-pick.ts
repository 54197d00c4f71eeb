import type { AskOfChampion, verdictsOfBoth } from '../../db/repo/compared-asks.ts';
import { tournamentState } from '../asks/progress.ts';
import { REWARD } from '../reward.ts';
import { findStored, openTournament } from '../tournament/open-tournament.ts';
import { byScores } from '../tournament/scores.ts';
import type { Tournament } from '../tournament/tournament.ts';

type Row = Awaited<ReturnType<typeof verdictsOfBoth>>[number];
/** An ask's comparisons, each judged again. */
export type RejudgedAsk = readonly (Row & { shadow: NonNullable<Row['shadow']> })[];

/**
 * What the challenger would have picked: the best of the ask's own tournament over its verdicts on the same
 * ordered pairs. A judge that gives scores has a tournament of its own. Where the champion gives scores and
 * the challenger does not, the default tournament reads its verdicts.
 */
export function challengersPick(ask: Omit<AskOfChampion, 'id' | 'shown'>, rows: RejudgedAsk): number {
  const tournament = tournamentFor(ask.settings.tournament, rows);
  const took = new Set(ask.standings);
  // Who took part is in the standings: neither failed candidates nor duplicates are.
  const candidates = Array.from({ length: ask.n }, (_, slot) => ({
    slot,
    state: took.has(slot) ? ('done' as const) : ('failed' as const),
    duplicateOf: null,
  }));
  const verdicts = rows.map(({ number, first, second, tier, model, createdAt, shadow }) => ({
    number,
    first,
    second,
    tier,
    model,
    createdAt,
    invalidReason: null,
    ...shadow,
  }));
  return tournament.best(tournamentState(tournament, ask, candidates, verdicts, new Map(), {})).slot;
}

function tournamentFor(stored: string, rows: RejudgedAsk): Tournament {
  if (rows.some(({ shadow }) => shadow.format === REWARD)) return byScores;
  const own = findStored(stored);
  return own && !own.byScores ? own : openTournament('adaptive');
}
