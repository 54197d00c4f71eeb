import { chance } from './chance.ts';
import { type Community, simulate } from './community.ts';
import { compute } from './figures.ts';
import { lone } from './lone.ts';
import { several } from './several.ts';

export interface Covered {
  figure: string;
  truth: number;
  /** Runs that gave an interval. The others had too little data. */
  runs: number;
  /** The share of intervals that contain the truth, 0–1. */
  coverage: number;
  /** The mean width of the intervals. */
  width: number;
}

/** The true figures of a community, from a sample so large that chance no longer matters. */
export const truthOf = (community: Community, asks = 40_000): Map<string, number> => {
  const sample = simulate({ ...community, asks }, chance('truth'));
  return new Map(
    [...compute(sample, { resamples: 0, seed: '1' })].map(([name, { value }]) => [name, value ?? Number.NaN]),
  );
};

/** The coverage of the intervals of a community's figures. */
export function coverage(
  community: Community,
  truth: ReadonlyMap<string, number>,
  { runs, resamples, seed = '1' }: { runs: number; resamples: number; seed?: string },
): Covered[] {
  const counts = new Map([...truth.keys()].map((figure) => [figure, tally()]));
  for (let run = 0; run < runs; run++) {
    const sample = simulate(community, chance(`${seed} ${community.asks} ${run}`));
    for (const [figure, interval] of compute(sample, { resamples, seed: `${run}` }, [...truth.keys()]))
      counts.get(figure)?.add(interval, truth.get(figure) ?? Number.NaN);
  }
  return [...counts].map(([figure, count]) => ({ figure, truth: truth.get(figure) ?? Number.NaN, ...count.close() }));
}

/** The coverage of intervals for figures of `n` independent rows or clusters with a known truth. */
export const loneCoverage = (n: number, runs: number, seed = '1', wanted = (_: string) => true): Covered[] =>
  Object.entries({ ...lone, ...several })
    .filter(([figure]) => wanted(figure))
    .map(([figure, { truth, draw }]) => {
      const count = tally();
      for (let run = 0; run < runs; run++) count.add(draw(n, chance(`${seed} ${figure} ${n} ${run}`)), truth);
      return { figure, truth, ...count.close() };
    });

function tally() {
  let [runs, held, width] = [0, 0, 0];
  return {
    add({ low, high }: { low: number | null; high: number | null }, truth: number) {
      if (low === null || high === null) return;
      runs += 1;
      width += high - low;
      if (low <= truth && truth <= high) held += 1;
    },
    close: () => ({ runs, coverage: held / runs, width: width / runs }),
  };
}
