import type { Figure } from '../agreement/statistic.ts';
import type { Effort } from '../terms.ts';
import { evidenceFor } from '../tournament/evidence.ts';
import type { Prior } from '../tournament/prior.ts';
import type { Comparison } from '../tournament/tournament.ts';
import { meanFigure } from './mean-figure.ts';
import { type ReplayedTwice, replayTwice } from './replay-twice.ts';
import type { Recorded } from './whole-table.ts';

/** An ask on which a fitted prior is tried: it had no part in the fit. */
export interface TriedAsk extends Recorded {
  /** The comparisons of the judge that the prior was fitted for. Others have errors of their own. */
  ofJudge: readonly Comparison[];
  n: number;
  effort: Effort;
  parallel: number;
  gone: readonly number[];
  /** The closed duel, if people voted on it for a side. */
  duel: {
    /** Slots of the two answers. */
    shown: readonly [number, number];
    /** With which probability the pick met its opponent, in (0, 1]. */
    probability: number;
    /** Counted votes for each of the two. */
    votes: readonly [number, number];
  } | null;
}

/** What a trial says of a fitted prior. */
export interface PriorTrial {
  /** Gain in log marginal likelihood over the prior in charge, in nats an ask. */
  gain: Figure;
  /** null where the prior does not foretell better: then nothing is replayed. */
  replayed: {
    /** Calls an ask, under the prior in charge and under the fitted one. */
    calls: { old: number; new: number };
    /** The change in calls an ask. */
    rise: Figure;
    /** How often people prefer the fitted prior's pick; an equal pick is a half. 0–1. */
    picks: Figure;
    /** How often the two picks differ, 0–1. */
    differ: number;
    /** Asks with votes that tell. Below 30, `picks` has the worst and the best bounds, and no value. */
    voted: number;
    /** The share of the fitted prior's calls that were answered by what is foretold, 0–1. */
    foretold: number;
  } | null;
  decision: 'take' | 'leave' | 'not-yet';
  /** What the decision hangs on. */
  because: 'pays' | 'no-gain' | 'worse-picks' | 'more-calls' | 'gain-unsure' | 'picks-unsure' | 'calls-unsure';
  /** About how many new asks would tell. null: the trial has told. */
  asksNeeded: number | null;
}

export const PRIOR_TRIAL = {
  /** The fewest asks that a prior is tried on. */
  leastAsks: 30,
  /** Picks are as good if people prefer the new one in at least this share of asks; a half is equal. */
  leastPreferred: 0.45,
  /** Calls have not risen if they rise by less than this share of them. */
  mostRise: 0.05,
  /** More asks than this are not waited for. */
  mostNeeded: 5000,
} as const;

/**
 * Tries a fitted prior on asks that it was not fitted to. It is taken only if it foretells their verdicts
 * better than the prior in charge, beyond chance, and if in replays of the asks people like its picks as much
 * and it makes no more calls. A prior that is cheaper but foretells no better is not taken: for that, there
 * is the effort. A replay answers from recorded verdicts, and from `wholeTable` where none is recorded, once
 * by each prior; of the two, what speaks more against the fitted one counts.
 * @param trial 1 for a server's first trial, 2 for the second …: their errors together stay within 5 %
 */
export function tryPrior(old: Prior, fitted: Prior, asks: readonly TriedAsk[], trial = 1): PriorTrial {
  const confidence = 1 - 0.1 / (trial * (trial + 1));
  const gains = asks.map(({ ofJudge }) => {
    const evidence = evidenceFor(ofJudge);
    return evidence(fitted).height - evidence(old).height;
  });
  const gain = meanFigure(gains, confidence);
  const end = (decision: PriorTrial['decision'], because: PriorTrial['because'], needed: number | null = null) => ({
    decision,
    because,
    asksNeeded: needed,
  });
  if ((gain.low ?? 0) <= 0) {
    const needed = neededFor(gain, 0);
    const waits = needed !== null && needed <= PRIOR_TRIAL.mostNeeded;
    return { gain, replayed: null, ...(waits ? end('not-yet', 'gain-unsure', needed) : end('leave', 'no-gain')) };
  }
  const replayed = lookAt(replayTwice(old, fitted, asks));
  const { picks, rise, calls } = replayed;
  const all = { gain, replayed };
  if ((picks.high ?? 1) < 0.5) return { ...all, ...end('leave', 'worse-picks') };
  if ((picks.low ?? 0) < PRIOR_TRIAL.leastPreferred)
    return { ...all, ...end('not-yet', 'picks-unsure', neededFor(picks, PRIOR_TRIAL.leastPreferred)) };
  const mostRise = PRIOR_TRIAL.mostRise * calls.old;
  // Better picks may cost more.
  if ((rise.high ?? Infinity) <= mostRise || (picks.low ?? 0) > 0.5) return { ...all, ...end('take', 'pays') };
  if ((rise.value ?? 0) >= mostRise) return { ...all, ...end('leave', 'more-calls') };
  return { ...all, ...end('not-yet', 'calls-unsure', neededFor(negative(rise), -mostRise)) };
}

/** Of the two ways to foretell, each figure from the one that speaks more against the fitted prior. */
function lookAt(ways: readonly (readonly ReplayedTwice[])[]): NonNullable<PriorTrial['replayed']> {
  const looks = ways.map((rows) => {
    const mean = (of: (row: ReplayedTwice) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    const told = rows.flatMap(({ preferred }) => (preferred === null ? [] : [preferred]));
    // An equal pick is a half, and of two picks that differ people might always prefer the old one.
    const worst = meanFigure(rows.map(({ differ }) => 0.5 - 0.5 * differ));
    const byVotes = told.length < PRIOR_TRIAL.leastAsks ? null : meanFigure(told);
    return {
      calls: { old: mean((row) => row.calls.old), new: mean((row) => row.calls.new) },
      rise: meanFigure(rows.map(({ calls }) => calls.new - calls.old)),
      picks: pickedAs(worst, byVotes),
      differ: mean(({ differ }) => differ),
      voted: told.length,
      foretold: mean(({ foretold }) => foretold) / mean((row) => row.calls.new),
    };
  });
  const most = <T>(of: (look: (typeof looks)[number]) => T, against: (one: T) => number): T =>
    looks.map(of).reduce((one, other) => (against(other) > against(one) ? other : one));
  const { calls, rise } = most(
    (look) => look,
    (look) => look.rise.high ?? Infinity,
  );
  return {
    calls,
    rise,
    picks: most(
      (look) => look.picks,
      ({ low }) => -(low ?? 0),
    ),
    differ: most(
      (look) => look.differ,
      (share) => share,
    ),
    voted: looks[0]?.voted ?? 0,
    foretold: most(
      (look) => look.foretold,
      (share) => share,
    ),
  };
}

/** What votes say of the picks, but never below the worst that there can be. */
function pickedAs(worst: Figure, byVotes: Figure | null): Figure {
  const low = worst.low ?? 0;
  return byVotes
    ? { ...byVotes, low: Math.max(low, byVotes.low ?? 0) }
    : { value: null, low, high: 1 - low, n: worst.n };
}

const negative = ({ value, low, high, n }: Figure): Figure => ({
  value: value === null ? null : -value,
  low: high === null ? null : -high,
  high: low === null ? null : -low,
  n,
});

/**
 * How many asks would raise a mean's lower end above a bound, at the mean and spread that are seen now: an
 * estimate from an estimate.
 * @returns null where the mean itself is not above it
 */
function neededFor({ value, low, n }: Figure, bound: number): number | null {
  if (value === null || low === null || value <= bound) return null;
  return Math.ceil(n * ((value - low) / (value - bound)) ** 2);
}
