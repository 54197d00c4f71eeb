import { describe, expect, it } from 'vitest';
import { communities } from '../../../bench/agreement/communities.ts';
import { coverage, loneCoverage, truthOf } from '../../../bench/agreement/coverage.ts';

/**
 * A light version of `npm run -s bench -- coverage`, with few runs and wide bounds.
 * With a coverage of 95 %, fewer than 33 of 40 intervals contain the truth once in a thousand times.
 * The seeds are fixed, so the result is the same on every machine.
 */
describe('intervals hold the truth of simulated communities', () => {
  it('for every figure of 40 asks', () => {
    const community = { ...communities.ordinary!, asks: 40 };
    for (const { figure, coverage: held, runs } of coverage(community, truthOf(community, 3000), {
      runs: 40,
      resamples: 100,
    })) {
      expect(runs, figure).toBeGreaterThan(33);
      expect(held, figure).toBeGreaterThan(0.82);
    }
  });

  it('for kappas and differences of 15 asks that hardly differ', () => {
    const community = { ...communities.biased!, asks: 15 };
    const truth = new Map([...truthOf(community, 3000)].filter(([name]) => /kappa|difference/.test(name)));
    for (const { figure, coverage: held } of coverage(community, truth, { runs: 150, resamples: 100 }))
      expect(held, figure).toBeGreaterThan(0.89);
  });

  it('for figures of independent rows', () => {
    const quick = (figure: string) => !figure.includes('weak');
    for (const { figure, coverage: held } of loneCoverage(40, 300, '1', quick)) {
      expect(held, figure).toBeGreaterThan(0.9);
      expect(held, figure).toBeLessThan(0.985);
    }
  });
});
