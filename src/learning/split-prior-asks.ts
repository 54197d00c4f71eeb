import { LEAST_ASKS } from '../tournament/fit-prior.ts';
import { PRIOR_TRIAL } from './prior-trial.ts';

/** Asks for a fit, and newer ones for its trial. */
export interface PriorSplit<Ask> {
  older: Ask[];
  newer: Ask[];
  /** How many more asks a trial needs; 0: there are enough. */
  missing: number;
}

/** The share of asks that a prior is tried on, at most. */
const TRIED = 0.4;

/**
 * Splits asks by time. What an earlier trial has seen is used up: it may be fitted to, but not tried on.
 * @param asks in any order
 * @param usedUntil no ask from before this moment, or from just then, is tried on; null: there was no trial
 */
export function splitPriorAsks<Ask extends { createdAt: Date }>(
  asks: readonly Ask[],
  usedUntil: Date | null,
): PriorSplit<Ask> {
  const byTime = asks.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const unused = byTime.filter(({ createdAt }) => usedUntil === null || createdAt > usedUntil).length;
  const tried = (more: number) => Math.min(Math.floor(TRIED * (asks.length + more)), unused + more);
  const isEnough = (more: number) =>
    tried(more) >= PRIOR_TRIAL.leastAsks && asks.length + more - tried(more) >= LEAST_ASKS;
  let missing = 0;
  while (!isEnough(missing)) missing += 1;
  const from = byTime.length - tried(0);
  return { older: byTime.slice(0, from), newer: byTime.slice(from), missing };
}
