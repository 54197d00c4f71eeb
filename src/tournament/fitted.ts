import { PRIOR, type Prior, readPrior, writePrior } from './prior.ts';

/** A fitted prior as a server's setting. Every judge errs in its own way, so it holds for one judge alone. */
export interface Fitted {
  /** The tournament's name, with the prior. */
  tournament: string;
  /** Whom it was fitted to, by the whole name: other rules make another judge. */
  judge: string;
}

const FOR = ' for ';

/** The setting: `adaptive:5.4:0.5:4:5.6:0.5 for hf:RRM-7B@http://…`. */
export const writeFitted = (prior: Prior, judge: string): string => `adaptive:${writePrior(prior)}${FOR}${judge}`;

/** @returns null when the setting is a tournament for any judge */
export function readFitted(setting: string): Fitted | null {
  const at = setting.indexOf(FOR);
  return at === -1 ? null : { tournament: setting.slice(0, at), judge: setting.slice(at + FOR.length) };
}

/**
 * The prior that a tournament starts from, by the name that a person gives it.
 * @returns null where it starts from none, or is an older rule, whose priors are of another kind
 */
export function priorOf(tournament: string): Prior | null {
  const [, written] = /^adaptive(?:@2)?(?::(.+))?$/.exec(tournament.trim()) ?? [null, null];
  if (written === null) return null;
  return written === undefined ? PRIOR : readPrior(written);
}
