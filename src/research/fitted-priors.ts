import type { VerdictRow } from '../../db/repo/judged-asks.ts';
import { type FittedPrior, fitPrior } from '../tournament/fit-prior.ts';
import type { Comparison } from '../tournament/tournament.ts';

/** The prior that one judge's verdicts suggest. */
export interface JudgePrior {
  judge: string;
  /** Asks in which this judge gave a valid verdict. */
  asks: number;
  verdicts: number;
  /** How many of the asks come from a playground, where the judge may be a script. */
  simulated: number;
  /** null when there are too few asks for a fit. */
  fitted: FittedPrior | null;
}

/**
 * Fits a prior for each judge, because every judge errs in its own way. The judge with most verdicts comes
 * first.
 */
export function fittedPriors(rows: readonly VerdictRow[]): JudgePrior[] {
  const judges = Map.groupBy(rows, ({ model }) => model);
  return [...judges]
    .map(([judge, verdicts]) => {
      const asks = [...Map.groupBy(verdicts, ({ askId }) => askId).values()];
      return {
        judge,
        asks: asks.length,
        verdicts: verdicts.length,
        simulated: asks.filter(([first]) => first?.simulated).length,
        fitted: fitPrior(asks.map((all) => all.map(comparisonOf))),
      };
    })
    .sort((a, b) => b.verdicts - a.verdicts || (a.judge < b.judge ? -1 : 1));
}

const comparisonOf = ({ number, first, second, tier, verdict }: VerdictRow): Comparison => ({
  id: number,
  first,
  second,
  tier: tier as Comparison['tier'],
  verdict,
});
