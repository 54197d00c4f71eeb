import type { Effort } from '../../terms.ts';
import { byStrength, isHopeless, isTight, widthFor } from '../adaptive-shared.ts';
import { type Field, flyingIds, isSpent, readField } from '../field.ts';
import { knockout } from '../knockout.ts';
import type { NextComparison, Tournament } from '../tournament.ts';
import { type Choice, chooserFor } from './choice.ts';
import { findMode, type Mode } from './mode.ts';
import { pickFrom } from './pick.ts';
import { PRIOR, type Prior } from './prior.ts';
import { type PairTally, tallyPairs } from './tally.ts';
import { tierFor } from './tier.ts';

/** The price of a call: by how much it must be expected to raise the strength of the pick, in logits. */
const PRICES: Readonly<Record<Effort, number>> = { quick: 0.02, standard: 0.01, deep: 0.002 };

/**
 * The most comparisons per candidate: about twice what a noisy judge takes. Without a cap, a judge that
 * contradicts itself for ever would be asked for ever.
 */
const MOST_PER_CANDIDATE: Readonly<Record<Effort, number>> = { quick: 3, standard: 4, deep: 8 };
const LEAST_CAP = 6;
/** The mean number of comparisons per candidate, over the simulated judges (docs/tournament.md). */
const EXPECTED_PER_CANDIDATE: Readonly<Record<Effort, number>> = { quick: 1.75, standard: 2, deep: 3 };

export interface AdaptiveOptions {
  prior: Prior;
  /**
   * For every call already in flight, raise the threshold for starting another by this share: its answer is
   * not known yet.
   */
  haste: number;
  name: string;
}

const defaults: AdaptiveOptions = { prior: PRIOR, haste: 0.25, name: 'adaptive@1' };

/**
 * Spends calls where they can still change the pick. The model is a Bayesian Bradley–Terry model of
 * candidates and judge; the next pair is chosen by the knowledge gradient (a lookahead of one to three
 * calls). It ends as soon as no call is worth its price.
 * Source: Frazier, Powell and Dayanik, "The Knowledge-Gradient Policy for Correlated Normal Beliefs", INFORMS
 * Journal on Computing 21 (2009). docs/adr/0010-adaptive-tournament.md says why it is so, with figures.
 */
export function adaptive(change: Partial<AdaptiveOptions> = {}): Tournament {
  const options = { ...defaults, ...change };
  const bracket = knockout({ name: 'single', votes: 1 });
  const pickBy = ({ mean }: Mode, field: Field, n: number) =>
    pickFrom(byStrength(mean, field), field, n, options.prior);
  return {
    name: options.name,
    isAdaptive: true,
    isExact: false,
    mostComparisons: (n, effort) => (n < 2 ? 0 : Math.max(LEAST_CAP, MOST_PER_CANDIDATE[effort] * n)),
    expectedComparisons: (n, effort) => (n < 2 ? 0 : Math.ceil(EXPECTED_PER_CANDIDATE[effort] * n)),
    next(state) {
      if (isTight(state)) return bracket.next(state);
      const field = readField(state);
      const { arrived, live, orphans } = field;
      const complete = arrived.length === live.length;
      const wait = { compare: [], pick: null, cancel: orphans };
      if (arrived.length === 0) return wait;

      const believed = believe(field, options.prior);
      const over = () => ({
        compare: [],
        pick: pickBy(believed.mode, field, state.n),
        cancel: flyingIds(state),
      });
      if (isSpent(field) || live.length === 1) return over();
      if (arrived.length === 1) return wait;
      if (complete && isHopeless(field)) return over();

      const price = typeof state.effort === 'number' ? state.effort : PRICES[state.effort];
      const chooser = chooserFor(believed.pairs, arrived, believed.mode, options.prior, state.seed);
      const worthIt = (choice: Choice | null, least: number) => choice !== null && choice.gain >= least;
      // With nothing in flight, `best(false)` and `best(true)` are the same.
      const known = complete || field.inFlight === 0 ? chooser.best(false) : null;
      if (complete && !worthIt(known, price)) return over();

      const room = Math.min(field.room, widthFor(state, field) - field.inFlight);
      const compare: NextComparison[] = [];
      while (compare.length < room) {
        const choice = field.inFlight + compare.length === 0 ? known : chooser.best(true);
        const dearer = 1 + options.haste * (field.inFlight + compare.length);
        if (!choice || !worthIt(choice, dearer * price)) break;
        compare.push(start(choice, field, price));
      }
      return { compare, pick: null, cancel: orphans };
    },
    best(state) {
      if (isTight(state)) return bracket.best(state);
      const field = readField(state);
      return pickBy(believe(field, options.prior).mode, field, state.n);
    },
  };
}

function believe({ arrived, comparisons }: Field, prior: Prior): { pairs: PairTally[]; mode: Mode } {
  const pairs = tallyPairs(arrived, comparisons);
  return { pairs, mode: findMode(pairs, arrived.length, prior) };
}

/** Counts the choice as in flight, so that the next choice takes it into account. */
function start({ pair, aFirst }: Choice, { arrived, comparisons }: Field, price: number): NextComparison {
  (aFirst ? pair.aFirst : pair.bFirst).flying++;
  const a = arrived[pair.a]!;
  const b = arrived[pair.b]!;
  const calls = comparisons.filter(
    ({ first, second }) => (first === a && second === b) || (first === b && second === a),
  );
  return { first: aFirst ? a : b, second: aFirst ? b : a, tier: tierFor(calls, price) };
}
