import { seeded } from '../../seeded.ts';
import { type Gain, gainsAt } from './gain.ts';
import type { Mode } from './mode.ts';
import type { Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import type { OrderTally, PairTally } from './tally.ts';

/** The most calls on one pair. */
const MOST_CALLS = 12;
/** A pair with this many more invalid verdicts than valid ones is not asked again. */
const MOST_INVALID_A_PAIR = 3;

export interface Choice {
  pair: PairTally;
  aFirst: boolean;
  /** The expected rise in the strength of the pick, in logits per call. */
  gain: number;
}

export interface Chooser {
  /**
   * The pair that is most worth asking.
   * @param flying whether comparisons in flight count as answered
   * @returns null when no pair may be asked
   */
  best: (flying: boolean) => Choice | null;
}

/**
 * @param pairs every pair of candidates; read anew at every call of `best`
 * @param candidates their numbers, by their places in the pairs
 */
export function chooserFor(
  pairs: readonly PairTally[],
  candidates: readonly number[],
  mode: Mode,
  prior: Prior,
  seed: string,
): Chooser {
  const m = candidates.length;
  const coins = seeded(seed, 'first slot');
  const rank = coins.shuffle(candidates);
  return {
    best(flying) {
      const gain: Gain = gainsAt(mode, spreadAround(mode, pairs, m, prior, flying), m, prior);
      const balance = orderBalance(pairs, m);
      let best: Choice | null = null;
      pairs.forEach((pair, index) => {
        if (!mayBeAsked(pair)) return;
        const aFirst = showsAFirst(pair, balance, (place) => rank.indexOf(candidates[place]!));
        const found = gain(pair, index, aFirst, best?.gain ?? 0);
        // Rounding must not choose between pairs that are equally good.
        if (!best || found > best.gain * (1 + 1e-9) + 1e-12) best = { pair, aFirst, gain: found };
      });
      return best;
    },
  };
}

const shown = ({ valid, flying }: OrderTally) => valid + flying;

function mayBeAsked({ aFirst, bFirst }: PairTally): boolean {
  const valid = aFirst.valid + bFirst.valid;
  const invalid = aFirst.invalid + bFirst.invalid;
  return valid + invalid + aFirst.flying + bFirst.flying < MOST_CALLS && invalid < MOST_INVALID_A_PAIR + valid;
}

/** For each place: how often it was shown first, minus how often second. */
function orderBalance(pairs: readonly PairTally[], m: number): Int32Array {
  const balance = new Int32Array(m);
  for (const { a, b, aFirst, bFirst } of pairs) {
    const more = shown(aFirst) - shown(bFirst);
    balance[a]! += more;
    balance[b]! -= more;
  }
  return balance;
}

/**
 * Takes the order that this pair was shown in less often; then the order that balances both candidates; then
 * the seed's.
 */
function showsAFirst(
  { a, b, aFirst, bFirst }: PairTally,
  balance: Int32Array,
  rank: (place: number) => number,
): boolean {
  const more = shown(aFirst) - shown(bFirst) || balance[a]! - balance[b]! || rank(a) - rank(b);
  return more < 0;
}
