import { SaidError } from '../said-error.ts';
import { adaptive } from './adaptive.ts';
import { elo, eloAgainst } from './elo.ts';
import { knockout } from './knockout.ts';
import { readMatchRule } from './match-rule.ts';
import { readPrior } from './prior.ts';
import type { Tournament } from './tournament.ts';

/** The names that a menu offers: those without parameters. */
export const plainTournaments = ['adaptive', 'knockout', 'elo'] as const;

/**
 * The tournament of a name: `adaptive`, `knockout`, `elo` or `elo:4`. Behind `knockout` and `elo` may
 * stand how a match is decided: `:single`, `:both` or `:voting:k`. Behind `adaptive` may stand a fitted
 * prior: `adaptive:1.4:0.9:0.3` (see `fitPrior`). An ask stores this name, and so the prior that it ran
 * under.
 * @returns null when there is no such tournament; another version of the bot may have had one
 */
export function findTournament(spec: string): Tournament | null {
  const [kind, ...rest] = spec.trim().split(':');
  const rule = readMatchRule(rest.join(':') || 'single');
  if (kind === 'knockout' && rule) return knockout(rule);
  if (kind === 'elo' && rule) return elo(rule);
  if (kind === 'elo' && /^([1-9]|1[0-5])$/.test(rest.join(':'))) return eloAgainst(Number(rest[0]));
  if (kind === 'adaptive' && rest.length === 0) return adaptive();
  const prior = readPrior(rest.join(':'));
  return kind === 'adaptive' && prior ? adaptive({ prior }) : null;
}

/** The same. @throws {SaidError} when there is no such tournament */
export function openTournament(spec: string): Tournament {
  const found = findTournament(spec);
  if (found) return found;
  throw new SaidError(
    `There is no tournament "${spec}". Choose adaptive, knockout, elo or elo:4; behind knockout and elo may stand how a match is decided: :single, :both or :voting:5, for example.`,
  );
}
