import type { Ask } from '../../db/repo/asks.ts';
import type { VerdictRow } from '../../db/repo/comparisons.ts';
import { type InFlight, tournamentState } from '../asks/progress.ts';
import type { Judge } from '../judge/judge.ts';
import { seeded } from '../seeded.ts';
import { findStored, openTournament } from '../tournament/open-tournament.ts';
import { byScores } from '../tournament/scores.ts';
import type { Tournament, TournamentState } from '../tournament/tournament.ts';

/** What a challenger's tournament takes over of its ask. */
export type OwnAsk = Pick<Ask, 'n' | 'seed' | 'effort' | 'settings' | 'standings'>;

export interface OwnTournament {
  tournament: Tournament;
  /** @param rows the challenger's verdicts so far */
  state(rows: readonly VerdictRow[], inFlight: InFlight): TournamentState;
}

/**
 * The tournament that a challenger plays over an ask's candidates: the ask's own rule, effort and width, and
 * the same candidates, so that two judges of one quality are equally likely to find the best reply. A judge
 * that gives scores is asked for one a reply, as it would be in charge; where only the champion gives scores,
 * the default rule is played.
 *
 * @param name the challenger's whole name
 */
export function ownTournament(ask: OwnAsk, name: string, judge: Pick<Judge, 'greedy' | 'givesScores'>): OwnTournament {
  const tournament = tournamentFor(ask.settings.tournament, judge.givesScores ?? false);
  const own = { ...ask, seed: ownSeed(ask.seed, name) };
  const took = new Set(ask.standings);
  // Who took part is in the standings: neither failed candidates nor duplicates are.
  const candidates = Array.from({ length: ask.n }, (_, slot) => ({
    slot,
    state: took.has(slot) ? ('done' as const) : ('failed' as const),
    duplicateOf: null,
  }));
  return {
    tournament,
    state: (rows, inFlight) =>
      tournamentState(tournament, own, candidates, rows, inFlight, { greedy: judge.greedy ?? false }),
  };
}

function tournamentFor(stored: string, givesScores: boolean): Tournament {
  if (givesScores) return byScores;
  const own = findStored(stored);
  return own && !own.byScores ? own : openTournament('adaptive');
}

const DIGITS = 32;

/**
 * A seed of the challenger's own, as secret as the ask's: else it would meet the pairs in the champion's
 * order, and their errors would go together.
 */
export function ownSeed(seed: string, name: string): string {
  const stream = seeded(seed, `tournament of ${name}`);
  return Array.from({ length: DIGITS }, () => stream.below(16).toString(16)).join('');
}
