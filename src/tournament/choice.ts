import { seeded } from '../seeded.ts';
import { type Gain, gainsAt } from './gain.ts';
import type { Mode } from './mode.ts';
import type { Prior } from './prior.ts';
import { spreadAround } from './spread.ts';
import type { OrderTally, PairTally } from './tally.ts';

/** No pair is asked without end. */
const MOST_CALLS = 12;
/** A pair that gives so many more invalid verdicts than valid ones is let alone. */
const MOST_INVALID_A_PAIR = 3;

export interface Choice {
  pair: PairTally;
  aFirst: boolean;
  /** What it is expected to add to the strength of the pick, in logits a call. */
  gain: number;
}

export interface Chooser {
  /** The pair that is most worth asking; null when none may be asked. `flying` says whether what is in flight counts as answered. */
  best: (flying: boolean) => Choice | null;
}

/** `candidates` by their places in the pairs; the tallies are read anew at every call. */
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
        // Rounding must not choose between pairs that are as good as each other.
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

/** For each place how much more often it was shown first than second. */
function orderBalance(pairs: readonly PairTally[], m: number): Int32Array {
  const balance = new Int32Array(m);
  for (const { a, b, aFirst, bFirst } of pairs) {
    const more = shown(aFirst) - shown(bFirst);
    balance[a]! += more;
    balance[b]! -= more;
  }
  return balance;
}

/** The order that this pair was shown in less; then the one that has shown each candidate first about as often; then the seed's. */
function showsAFirst(
  { a, b, aFirst, bFirst }: PairTally,
  balance: Int32Array,
  rank: (place: number) => number,
): boolean {
  const more = shown(aFirst) - shown(bFirst) || balance[a]! - balance[b]! || rank(a) - rank(b);
  return more < 0;
}
