import type { Effort } from '../terms.ts';
import { byStrength, isHopeless, isTight, widthFor } from './adaptive-shared.ts';
import { type Belief, believe, callsOf } from './belief.ts';
import { type Choice, chooserFor } from './choice.ts';
import { type Field, flyingIds, isSpent, readField } from './field.ts';
import { knockout } from './knockout.ts';
import { pickFrom } from './pick.ts';
import { PRIOR, type Prior, UNIT_STRENGTH } from './prior.ts';
import type { NextComparison, Tournament, TournamentState } from './tournament.ts';

/**
 * The price of a call: by how much it must be expected to raise the strength of the pick, in halves of the
 * standard deviation of strengths.
 */
const PRICES: Readonly<Record<Effort, number>> = { quick: 0.003, standard: 0.0015, deep: 0.0005 };

/** The most comparisons: a share of the table that holds each pair in both orders … */
const MOST_OF_TABLE: Readonly<Record<Effort, number>> = { quick: 0.5, standard: 0.6, deep: 0.7 };
/** … but at least this many, and at most so many a candidate. */
const LEAST_CAP = 6;
const MOST_PER_CANDIDATE: Readonly<Record<Effort, number>> = { quick: 3, standard: 4, deep: 8 };
/** The mean number of comparisons per candidate, over the simulated judges (docs/tournament.md). */
const EXPECTED_PER_CANDIDATE: Readonly<Record<Effort, number>> = { quick: 1.75, standard: 2, deep: 2.3 };

export interface AdaptiveOptions {
  prior: Prior;
  /**
   * Start a comparison beside those in flight only if it is worth at least this share of the best one: else
   * rather wait for what they say.
   */
  patience: number;
  name: string;
}

const defaults: AdaptiveOptions = { prior: PRIOR, patience: 0.5, name: 'adaptive@2' };

/**
 * Spends calls where they can still change the pick. What is believed of candidates and judge is a Gaussian
 * (`belief.ts`); the next comparison is chosen by the knowledge gradient (`gain.ts`). It ends as soon as no
 * call is worth its price. docs/adr/0010-adaptive-tournament.md says why it is so, with figures.
 */
export function adaptive(change: Partial<AdaptiveOptions> = {}): Tournament {
  const options = { ...defaults, ...change };
  const bracket = knockout({ name: 'single', votes: 1 });
  const believeIn = (field: Field) => believe(callsOf(field), field.arrived.length, options.prior, field.jurors);
  const pickBy = (belief: Belief, field: Field, n: number) =>
    pickFrom(byStrength(belief.mean, field), field, n, belief);
  return {
    name: options.name,
    isAdaptive: true,
    isExact: false,
    mostComparisons: mostOf,
    expectedComparisons: (n, effort) =>
      n < 2 ? 0 : Math.min(mostOf(n, effort), Math.ceil(EXPECTED_PER_CANDIDATE[effort] * n)),
    next(given) {
      const state = capped(given);
      if (isTight(given)) return bracket.next(given);
      const field = readField(state);
      const { arrived, live, orphans } = field;
      const complete = arrived.length === live.length;
      const wait = { compare: [], pick: null, cancel: orphans };
      if (arrived.length === 0) return wait;

      const belief = believeIn(field);
      const over = () => ({ compare: [], pick: pickBy(belief, field, state.n), cancel: flyingIds(state) });
      if (isSpent(field) || live.length === 1) return over();
      if (arrived.length === 1) return wait;
      if (complete && isHopeless(field)) return over();

      const price = typeof state.effort === 'number' ? state.effort : PRICES[state.effort];
      const least = (price * options.prior.strength) / UNIT_STRENGTH;
      const { seed, greedy = false, jury } = state;
      const chooser = chooserFor(belief, arrived, field.comparisons, { seed, price, greedy, jury });
      const worthIt = (choice: Choice | null, atLeast: number) => choice !== null && choice.gain >= atLeast;
      const known = chooser.best(false);
      if (complete && !worthIt(known, least)) return over();
      const besides = Math.max(least, options.patience * (known?.gain ?? 0));

      const room = Math.min(field.room, widthFor(state, field) - field.inFlight);
      const compare: NextComparison[] = [];
      while (compare.length < room) {
        const alone = field.inFlight + compare.length === 0;
        const choice = alone ? known : chooser.best(true);
        if (!choice || !worthIt(choice, alone ? least : besides)) break;
        chooser.start(choice);
        compare.push({ first: arrived[choice.first]!, second: arrived[choice.second]!, tier: choice.tier });
      }
      return { compare, pick: null, cancel: orphans };
    },
    best(state) {
      if (isTight(state)) return bracket.best(state);
      const field = readField(state);
      return pickBy(believeIn(field), field, state.n);
    },
  };
}

function mostOf(n: number, effort: Effort): number {
  if (n < 2) return 0;
  const ofTable = Math.floor(MOST_OF_TABLE[effort] * n * (n - 1));
  return Math.max(LEAST_CAP, Math.min(ofTable, MOST_PER_CANDIDATE[effort] * n));
}

/** An effort by name has a cap of its own; a price has none. */
function capped(state: TournamentState): TournamentState {
  if (typeof state.effort === 'number') return state;
  const own = mostOf(state.n - state.gone.length, state.effort);
  return { ...state, maxComparisons: Math.min(own, state.maxComparisons ?? own) };
}
