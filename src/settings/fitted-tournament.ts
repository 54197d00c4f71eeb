import { PRIOR, type Prior, readPrior, writePrior } from '../tournament/prior.ts';

/** A server's tournament with a prior that was fitted to its judge. */
export interface FittedTournament {
  /** As `findTournament` reads it. */
  spec: string;
  /** The judge's whole name, with the version of its rules. */
  judge: string;
}

const FOR = ' for ';

/**
 * A server's setting for a fitted prior: `adaptive:8.98:0.47:2.84:5.21:0.5 for hf:RRM-7B@http://…`. Every
 * judge errs in its own way, so the judge is part of it.
 */
export const writeFitted = (prior: Prior, judge: string): string => `adaptive:${writePrior(prior)}${FOR}${judge}`;

/** @returns null for a setting that is not a fitted prior with its judge */
export function readFitted(setting: string): FittedTournament | null {
  const at = setting.indexOf(FOR);
  if (at === -1) return null;
  const [spec, judge] = [setting.slice(0, at), setting.slice(at + FOR.length)];
  return priorOf(spec) !== null && judge !== '' ? { spec, judge } : null;
}

/**
 * The tournament of a server. A prior that was fitted to another judge than the one in charge, or to the same
 * under other rules, says nothing about this one: then the installation's tournament applies.
 * @param chosen the server's own setting; null: the installation's
 */
export function tournamentInCharge(chosen: string | null, judge: string, installed: string): string {
  const fitted = chosen === null ? null : readFitted(chosen);
  if (fitted) return fitted.judge === judge ? fitted.spec : installed;
  return chosen ?? installed;
}

/** @returns the prior under which a tournament runs; null where it has none that could be fitted */
export function priorOf(spec: string): Prior | null {
  const [rule, ...rest] = spec.trim().split(':');
  if (rule !== 'adaptive' && rule !== 'adaptive@2') return null;
  return rest.length === 0 ? PRIOR : readPrior(rest.join(':'));
}
