import { seeded } from '../seeded.ts';
import { adaptive } from '../tournament/adaptive.ts';
import type { Prior } from '../tournament/prior.ts';
import type { TriedAsk } from './prior-trial.ts';
import { replay } from './replay.ts';
import { wholeTable } from './whole-table.ts';

/** An ask under the prior in charge and under a fitted one, on the same answers. */
export interface ReplayedTwice {
  calls: { old: number; new: number };
  /** How often the two picks differ, 0–1. */
  differ: number;
  /**
   * How people see the fitted prior's pick against the other one: a half is equal. Unbiased, and so below 0
   * or above 1 where a rare opponent was drawn. null: there are no votes.
   */
  preferred: number | null;
  /** Of the fitted prior's calls, those that were foretold. */
  foretold: number;
}

/** How many possible judges fill an ask's table, for each prior. */
const DRAWS = 2;

/**
 * Replays asks under two priors.
 * @returns the asks with what is missing as the old prior foretells it, and the same as the fitted one does
 */
export function replayTwice(old: Prior, fitted: Prior, asks: readonly TriedAsk[]): ReplayedTwice[][] {
  const calls = asks.flatMap(({ comparisons }) => comparisons);
  const invalid = calls.filter(({ verdict }) => verdict === 'invalid').length / Math.max(1, calls.length);
  const [champion, other] = [adaptive({ prior: old }), adaptive({ prior: fitted })];
  const play = (ask: TriedAsk, teller: Prior, draw: number) => {
    const answer = wholeTable(ask, teller, invalid, draw);
    const [before, after] = [champion, other].map((tournament) => {
      // The same lots for both, so that equal tournaments end alike.
      const lots = seeded(`${ask.seed} ${draw}`, 'ends');
      let foretold = 0;
      const { pick, comparisons } = replay(
        tournament,
        { ...ask, maxComparisons: tournament.mostComparisons(ask.n, ask.effort) },
        {
          ends: (flying) => (flying === 0 ? 0 : lots.below(flying)),
          verdict: (comparison, sample) => {
            const said = answer(comparison, sample);
            foretold += Number(said.foretold);
            return said.verdict;
          },
        },
      );
      return { pick: pick.slot, calls: comparisons.length, foretold };
    });
    return { before: before!, after: after! };
  };
  return [old, fitted].map((teller) =>
    asks.map((ask) => {
      const games = Array.from({ length: DRAWS }, (_, draw) => play(ask, teller, draw));
      const mean = (of: (game: (typeof games)[number]) => number) =>
        games.reduce((sum, game) => sum + of(game), 0) / DRAWS;
      return {
        calls: { old: mean(({ before }) => before.calls), new: mean(({ after }) => after.calls) },
        differ: mean(({ before, after }) => Number(before.pick !== after.pick)),
        preferred: ask.duel && mean(({ before, after }) => preferredIn(ask.duel, before.pick, after.pick)),
        foretold: mean(({ after }) => after.foretold),
      };
    }),
  );
}

/**
 * What a duel says of two picks. It seldom shows just those two, so that it counts by the inverse of the
 * probability of its opponent: on average over opponents, that is how people see the two.
 * Source: Horvitz and Thompson 1952.
 */
function preferredIn(duel: TriedAsk['duel'], before: number, after: number): number {
  if (!duel || before === after || !duel.shown.includes(before) || !duel.shown.includes(after)) return 0.5;
  const [forOne, forOther] = duel.votes;
  const share = (duel.shown[0] === after ? forOne : forOther) / (forOne + forOther);
  return 0.5 + (share - 0.5) / duel.probability;
}
