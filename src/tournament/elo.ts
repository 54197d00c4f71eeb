import { seeded } from '../seeded.ts';
import { eloRatings, type Game } from './elo-ratings.ts';
import { type Field, flyingIds, isSpent, readField } from './field.ts';
import { expectedOfMatch, type Match, mostOfMatch, readMatch } from './match.ts';
import type { MatchRule } from './match-rule.ts';
import { pickFrom } from './pick.ts';
import type { Tournament, TournamentState } from './tournament.ts';

/** One match of the schedule. `game` tells meetings of the same pair apart: 0, 1. */
interface Meeting {
  a: number;
  b: number;
  game: number;
}

/**
 * A round robin in random order by the seed; Elo's ratings say who is best. An invalid verdict is a draw, so
 * n(n − 1)/2 comparisons are enough with `single`.
 * Source: "Reward Reasoning Model", arXiv 2505.14674, the strategy for scores.
 */
export const elo = (rule: MatchRule): Tournament =>
  ratedBy(rule.name === 'single' ? 'elo' : `elo:${rule.name}`, rule, {
    meetings: (n) => (n * Math.max(0, n - 1)) / 2,
    of: ({ order }, seed) => roundRobin(order, seed),
  });

/**
 * Every candidate meets `opponents` random others (fewer where there are fewer). Two candidates can meet
 * twice, once from each side.
 * Source: the reinforcement-learning code of RRM's authors.
 */
export const eloAgainst = (opponents: number): Tournament =>
  ratedBy(
    `elo:${opponents}`,
    { name: 'single', votes: 1 },
    {
      meetings: (n) => n * Math.max(0, Math.min(opponents, n - 1)),
      of: (field, seed) => someEach(field, seed, opponents),
    },
  );

interface Schedule {
  /** How many meetings n candidates have. */
  meetings: (n: number) => number;
  of: (field: Field, seed: string) => Meeting[];
}

function ratedBy(name: string, rule: MatchRule, schedule: Schedule): Tournament {
  const standing = (state: TournamentState, field: Field) => {
    const here = new Set(field.arrived);
    const meetings = schedule.of(field, state.seed).filter(({ a, b }) => here.has(a) && here.has(b));
    const matches = meetings.map((meeting) => matchOf(meeting, field, rule, state.seed));
    const games = meetings.flatMap(({ a, b }, i): Game[] => {
      const { settled, leader } = matches[i]!;
      return settled ? [{ a, b, scoreA: leader === null ? 0.5 : leader === a ? 1 : 0 }] : [];
    });
    const ratings = eloRatings(games, state.n);
    const standings = field.arrived.toSorted((a, b) => ratings[b]! - ratings[a]!);
    return { matches, pick: () => pickFrom(standings, field, state.n) };
  };
  return {
    name,
    isAdaptive: false,
    isExact: rule.votes === 1,
    mostComparisons: (n) => schedule.meetings(n) * mostOfMatch(rule, 'draw'),
    expectedComparisons: (n) => Math.ceil(schedule.meetings(n) * expectedOfMatch(rule)),
    next(state) {
      const field = readField(state);
      const { matches, pick } = standing(state, field);
      const complete = field.arrived.length > 0 && field.arrived.length === field.live.length;
      if ((complete && matches.every(({ settled }) => settled)) || isSpent(field)) {
        return { compare: [], pick: pick(), cancel: flyingIds(state) };
      }
      const compare = matches.flatMap(({ needed }) => needed).slice(0, field.room);
      return { compare, pick: null, cancel: field.orphans };
    },
    best(state) {
      return standing(state, readField(state)).pick();
    },
  };
}

function matchOf({ a, b, game }: Meeting, field: Field, rule: MatchRule, seed: string): Match {
  const calls = field.comparisons.filter(
    ({ first, second }) => (first === a && second === b) || (first === b && second === a),
  );
  const own = rule.votes === 1 ? calls.slice(game, game + 1) : calls;
  return readMatch([a, b], own, rule, 'draw', game === 0 ? seed : `${seed}, game ${game}`);
}

/** Schedules everybody, whoever may be gone: an ask that loses a candidate keeps the rest of its schedule. */
function roundRobin(order: readonly number[], seed: string): Meeting[] {
  const pairs = order.flatMap((a, i) => order.slice(i + 1).map((b) => ({ a, b, game: 0 })));
  return seeded(seed, 'schedule').shuffle(pairs);
}

function someEach({ order, live }: Field, seed: string, opponents: number): Meeting[] {
  const alive = new Set(live);
  const met = new Map<string, number>();
  return live.flatMap((a) =>
    seeded(seed, `opponents of ${a}`)
      .shuffle(order)
      .filter((b) => b !== a && alive.has(b))
      .slice(0, opponents)
      .map((b) => {
        const pair = `${Math.min(a, b)} ${Math.max(a, b)}`;
        const game = met.get(pair) ?? 0;
        met.set(pair, game + 1);
        return { a, b, game };
      }),
  );
}
