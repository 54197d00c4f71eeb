import { seeded } from '../seeded.ts';
import { standardNormals } from './normal.ts';
import type { Prior } from './prior.ts';
import { samplePosterior } from './sample-posterior.ts';
import type { PairTally } from './tally.ts';

/** Standard normal numbers, the same for every ask: chances then differ by what was judged, never by luck. */
const DRAWS = 500;
/** Sixteen candidates and the first-slot preference. */
const PLACES = 17;
let table: Float64Array | null = null;

function normals(): Float64Array {
  table ??= standardNormals(seeded('p-best', 'normals'), DRAWS * PLACES);
  return table;
}

/**
 * For each of m places the probability that its strength is the highest. Counted over a thousand weighted draws of the posterior; the standard
 * error is about 0.02.
 */
export function chancesToBeBest(pairs: readonly PairTally[], m: number, prior: Prior): number[] {
  const drawn: { best: number; log: number }[] = [];
  samplePosterior(pairs, m, prior, normals(), PLACES, (at, log) => {
    let best = 0;
    for (let i = 1; i < m; i++) if ((at[i] as number) > (at[best] as number)) best = i;
    drawn.push({ best, log });
  });
  const highest = Math.max(...drawn.map(({ log }) => log));
  const shares = new Array<number>(m).fill(0);
  let total = 0;
  for (const { best, log } of drawn) {
    const weight = Math.exp(log - highest);
    shares[best] = (shares[best] as number) + weight;
    total += weight;
  }
  return shares.map((share) => share / total);
}
