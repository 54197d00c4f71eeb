import type { Effort } from '../../src/terms.ts';
import { adaptive } from '../../src/tournament/adaptive.ts';
import { openTournament } from '../../src/tournament/open-tournament.ts';
import { PRIOR, type Prior } from '../../src/tournament/prior.ts';
import type { Tournament } from '../../src/tournament/tournament.ts';
import { barrier } from './barrier.ts';
import { bothOrders } from './both-orders.ts';

/** A way to choose the best, with a name that can be sent to a worker. */
export interface Rule {
  /**
   * `adaptive 0.01` or `adaptive quick`: an adaptive tournament at that price or effort; `barrier knockout`:
   * round by round; or the name of another.
   */
  name: string;
  /** Adaptive: comparisons in flight, instead of half of the candidates. */
  width?: number;
  /** Adaptive: the prior's errors and its position bias times this, against the strengths. */
  priorTimes?: number;
  /** The cap on comparisons, invalid ones included. */
  most?: number;
  /** Adaptive: another prior. */
  prior?: Prior;
  /** Adaptive: the patience. */
  patience?: number;
}

export function openRule({ name, priorTimes = 1, prior: own, patience }: Rule): {
  tournament: Tournament;
  effort: Effort | number;
} {
  const [kind, price] = name.split(' ');
  if (kind === 'both-orders') return { tournament: bothOrders, effort: 'standard' };
  if (kind === 'barrier') return { tournament: barrier(openTournament(price as string)), effort: 'standard' };
  if (kind !== 'adaptive') return { tournament: openTournament(name), effort: 'standard' };
  const prior = own ?? {
    ...PRIOR,
    pairError: PRIOR.pairError * priorTimes,
    orderError: PRIOR.orderError * priorTimes,
    firstSlot: PRIOR.firstSlot * priorTimes,
  };
  return {
    tournament: adaptive({ prior, ...(patience === undefined ? {} : { patience }) }),
    effort: Number.isNaN(Number(price)) ? (price as Effort) : Number(price),
  };
}
