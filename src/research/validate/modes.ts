/** How what is no side is counted. */
export interface Modes {
  /** `without` leaves out pairs where people or the judge say tie. */
  ties: 'with' | 'without';
  /** Pairs without a verdict: left out, or a class of their own, which never agrees. */
  abstentions: 'leave-out' | 'class';
}

/** Bounds that a judge is held to, each changeable on the command line. */
export interface Thresholds {
  sets: number;
  runs: number;
  kappa: number;
  positionBias: number;
  flips: number;
  retest: number;
  coverage: number;
  parsed: number;
  /** An odds ratio for one standard deviation of a style, or for the judge's own family. */
  odds: number;
  /** Above this repeat agreement and above `positionBias`, a judge repeats its bias. */
  paradox: number;
}

/**
 * The sets, runs, paradox and position bias are those of Norman, Rivera and Hughes 2026 (arXiv 2606.19544);
 * .41 begins what Landis and Koch 1977 call moderate. The rest are conventions of this project.
 */
export const defaultThresholds: Thresholds = {
  sets: 2,
  runs: 3,
  kappa: 0.41,
  positionBias: 0.1,
  flips: 0.2,
  retest: 0.9,
  coverage: 0.95,
  parsed: 0.95,
  odds: 1.5,
  paradox: 0.95,
};
