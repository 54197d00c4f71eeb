import { seeded } from '../seeded.ts';
import { standardNormals } from './normal.ts';
import type { Prior } from './prior.ts';
import { samplePosterior } from './sample-posterior.ts';
import { tallyPairs } from './tally.ts';
import type { Comparison } from './tournament.ts';

/** How probable an ask's verdicts are under a prior. */
export interface Evidence {
  /** The log marginal likelihood. */
  height: number;
  /**
   * Its derivatives by the logarithms of the three standard deviations: strength, pair error, position bias.
   */
  slope: [number, number, number];
}

/** Draws per ask; each is used with its mirror image (antithetic sampling). */
const DRAWS = 32;

/**
 * The marginal likelihood of an ask's verdicts, by importance sampling. The slope is Fisher's identity: the
 * posterior mean of the squared parameters.
 * @param seed must differ between asks, or their sampling errors would add up instead of cancelling out
 * @returns a function that is 0 everywhere where no verdict is valid
 */
export function evidenceFor(comparisons: readonly Comparison[], seed: string): (prior: Prior) => Evidence {
  const valid = comparisons.filter(({ verdict }) => verdict === 'first' || verdict === 'second');
  const candidates = [...new Set(valid.flatMap(({ first, second }) => [first, second]))].sort((a, b) => a - b);
  const m = candidates.length;
  if (m === 0) return () => ({ height: 0, slope: [0, 0, 0] });
  const pairs = tallyPairs(candidates, valid);
  const seen = pairs.filter(({ aFirst, bFirst }) => aFirst.valid + bFirst.valid > 0).length;
  const normals = standardNormals(seeded(seed, 'evidence'), DRAWS * (m + 1));

  return (prior) => {
    const terms: Term[] = [];
    samplePosterior(pairs, m, prior, normals, m + 1, (at, log, ofErrors) => {
      let ofStrength = 0;
      for (let i = 0; i < m; i++) ofStrength += (at[i]! / prior.strength) ** 2;
      terms.push({ log, squares: [ofStrength, ofErrors, (at[m]! / prior.firstSlot) ** 2] });
    });
    return average(terms, [m, seen, 1]);
  };
}

interface Term {
  log: number;
  squares: [number, number, number];
}

function average(terms: readonly Term[], expected: readonly [number, number, number]): Evidence {
  const highest = Math.max(...terms.map(({ log }) => log));
  let total = 0;
  const sums = [0, 0, 0];
  for (const { log, squares } of terms) {
    const weight = Math.exp(log - highest);
    total += weight;
    squares.forEach((square, i) => {
      sums[i]! += weight * square;
    });
  }
  const slope = expected.map((count, i) => sums[i]! / total - count) as [number, number, number];
  return { height: highest + Math.log(total / terms.length), slope };
}
