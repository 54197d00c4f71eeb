import type { ModelDuel } from '../../db/repo/model-duels.ts';
import { connection } from '../agreement/connection.ts';
import type { Played } from '../agreement/rankings.ts';
import type { Figure } from '../agreement/statistic.ts';
import { strengthsOf } from '../agreement/strengths.ts';
import { FEWEST_QUESTIONS } from './server-agreement.ts';

/** How often people prefer the answers of each model, beside the judge on the same duels. */
export interface Leaderboard {
  /** With enough questions, best first. */
  models: RankedModel[];
  /** Models that were in too few duels, or only in such that say nothing about the others. */
  unranked: { model: string; questions: number; why: 'few' | 'apart' }[];
  /** Duels between two models, ranked or not, and votes on them; "both bad" is left out. */
  questions: number;
  votes: number;
  /** Duels between two answers of one model, which say nothing about models. */
  sameModel: number;
  /** Whether any of it comes from a playground. */
  simulated: boolean;
}

export interface RankedModel {
  model: string;
  questions: number;
  votes: number;
  /**
   * The share of votes for its answers against those of an average other model; a tie is half a vote. `n`
   * counts votes.
   */
  people: Figure;
  judge: Figure;
  /** The places that it may have among those listed: how many are certainly ahead of it, and behind. */
  places: readonly [best: number, worst: number];
}

/**
 * Bradley–Terry shares of the models from closed ballots. An ask is a cluster. Votes weigh one over the
 * probability of their opponent, as in `pickWinRate`, so that it makes no difference whom the lottery drew.
 * Then, if people chose as the judge does, shares would be those of the best of all candidates (Luce 1959).
 * @param nameOf what makes two models the same, such as a name without the address of its server
 */
export function leaderboard(duels: readonly ModelDuel[], nameOf: (model: string) => string): Leaderboard {
  const named = duels.map((duel) => ({ ...duel, left: nameOf(duel.left), right: nameOf(duel.right) }));
  const between = named.filter(({ left, right }) => left !== right);
  const questionsOf = countBy(between);
  const ranked = amongKnown(between);
  const people = shares(ranked, ({ won, lost, tied }) => ({ won, lost, tied }));
  const judge = shares(ranked, ({ pickIsLeft }) => ({ won: pickIsLeft ? 1 : 0, lost: pickIsLeft ? 0 : 1, tied: 0 }));

  const listed: Omit<RankedModel, 'places'>[] = [];
  for (const [model, figure] of people) {
    if (figure.value === null || figure.low === null) continue;
    const own = ranked.filter(({ left, right }) => left === model || right === model);
    const n = own.reduce((sum, duel) => sum + votesOn(duel), 0);
    const beside = judge.get(model) ?? nothing;
    listed.push({
      model,
      questions: own.length,
      votes: n,
      people: { ...figure, n },
      judge: { ...beside, n: own.length },
    });
  }
  const names = new Set(listed.map(({ model }) => model));
  const unranked = [...questionsOf]
    .filter(([model]) => !names.has(model))
    .map(([model, questions]) => ({
      model,
      questions,
      why: questions < FEWEST_QUESTIONS ? ('few' as const) : ('apart' as const),
    }));
  return {
    models: listed.map((model) => ({ ...model, places: placesOf(model.people, listed) })),
    unranked,
    questions: between.length,
    votes: between.reduce((sum, duel) => sum + votesOn(duel), 0),
    sameModel: named.length - between.length,
    simulated: duels.some(({ simulated }) => simulated),
  };
}

const nothing: Figure = { value: null, low: null, high: null, n: 0 };
const votesOn = ({ won, lost, tied }: ModelDuel) => won + lost + tied;

function countBy(duels: readonly ModelDuel[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { left, right } of duels)
    for (const model of [left, right]) counts.set(model, (counts.get(model) ?? 0) + 1);
  return counts;
}

/**
 * Duels between models that are in enough of them. A model of which hardly anything is known would make the
 * average of the others as uncertain as itself.
 */
function amongKnown(duels: readonly ModelDuel[]): readonly ModelDuel[] {
  const counts = countBy(duels);
  const known = (model: string) => (counts.get(model) ?? 0) >= FEWEST_QUESTIONS;
  const kept = duels.filter(({ left, right }) => known(left) && known(right));
  return kept.length === duels.length ? kept : amongKnown(kept);
}

/** Shares by model, best first. null where a model never met the largest group. */
function shares(
  duels: readonly ModelDuel[],
  count: (duel: ModelDuel) => Pick<Played, 'won' | 'lost' | 'tied'>,
): Map<string, Figure> {
  const counted = duels.map((duel) => ({ duel, counts: count(duel), weight: 1 / duel.probability }));
  const sizes = counted.map(({ counts }) => counts.won + counts.lost + counts.tied);
  const mean = counted.reduce((sum, { weight }, i) => sum + weight * sizes[i]!, 0) / sizes.reduce((a, b) => a + b, 0);
  const rows = counted.map(({ duel: { askId, left, right }, counts, weight: own }): Played => {
    const weight = own / mean;
    return {
      left,
      right,
      won: weight * counts.won,
      lost: weight * counts.lost,
      tied: weight * counts.tied,
      cluster: askId,
      weight,
    };
  });
  const [group] = connection(rows);
  const core = new Set(group?.core);
  const [above, below] = [new Set(group?.above), new Set(group?.below)];
  return new Map(
    strengthsOf(rows).map(({ item, strength, low, high, group: number }) => {
      if (number > 0) return [item, nothing] as const;
      // Against the mean of the others: a mean that holds the item itself is nearer to it.
      const among = core.size === 0 ? group!.items.length : core.has(item) ? core.size : Number.POSITIVE_INFINITY;
      const share = (logOdds: number) => 1 / (1 + Math.exp(-logOdds / (1 - 1 / among)));
      const value = above.has(item) ? 1 : below.has(item) ? 0 : core.has(item) ? share(strength) : null;
      return [
        item,
        { value, low: low === null ? null : share(low), high: high === null ? null : share(high), n: 0 },
      ] as const;
    }),
  );
}

/** A model is behind those whose ranges lie above its own, and ahead of those whose ranges lie below. */
function placesOf({ low, high }: Figure, all: readonly { people: Figure }[]): readonly [number, number] {
  const ahead = all.filter(({ people }) => (people.low ?? 0) > (high ?? 1)).length;
  const behind = all.filter(({ people }) => (people.high ?? 1) < (low ?? 0)).length;
  return [1 + ahead, all.length - behind];
}
