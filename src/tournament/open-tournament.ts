import { SaidError } from '../said-error.ts';
import { adaptive } from './adaptive.ts';
import { adaptive as firstAdaptive } from './adaptive-1/adaptive.ts';
import { PRIOR as FIRST_PRIOR, readPrior as readFirstPrior } from './adaptive-1/prior.ts';
import { elo, eloAgainst } from './elo.ts';
import { knockout } from './knockout.ts';
import { readMatchRule } from './match-rule.ts';
import { PRIOR, readPrior } from './prior.ts';
import { byScores } from './scores.ts';
import type { Tournament } from './tournament.ts';

/** The names that a menu offers: those without parameters. */
export const plainTournaments = ['adaptive', 'knockout', 'elo'] as const;

/**
 * The tournament that a person names: `adaptive`, `knockout`, `elo` or `elo:4`. Behind `knockout` and `elo`
 * may stand how a match is decided: `:single`, `:both` or `:voting:k`. `adaptive` is the newest rule;
 * behind it may stand a fitted prior: `adaptive:5.4:0.5:4:5.6:0.5` (see `fitPrior`). `scores` is for judges
 * that give scores.
 * @returns null when there is no such tournament
 */
export function findTournament(spec: string): Tournament | null {
  if (spec.trim() === byScores.name) return byScores;
  const [kind = '', ...rest] = spec.trim().split(':');
  const behind = rest.join(':');
  if (kind === 'adaptive') return withPrior('adaptive@2', behind) ?? withPrior('adaptive@1', behind);
  if (kind.startsWith('adaptive@')) return withPrior(kind, behind);
  const rule = readMatchRule(behind || 'single');
  if (kind === 'knockout' && rule) return knockout(rule);
  if (kind === 'elo' && rule) return elo(rule);
  return kind === 'elo' && /^([1-9]|1[0-5])$/.test(behind) ? eloAgainst(Number(behind)) : null;
}

/** The same. @throws {SaidError} when there is no such tournament */
export function openTournament(spec: string): Tournament {
  const found = findTournament(spec);
  if (found) return found;
  throw new SaidError(
    `There is no tournament "${spec}". Choose adaptive, knockout, elo or elo:4; behind knockout and elo may stand how a match is decided: :single, :both or :voting:5, for example.`,
  );
}

/**
 * The tournament that an ask ran under, by the name that the ask keeps. A rule that decides otherwise than
 * the one before it has another name; names from before there were versions mean the first.
 * @returns null when there is none; another version of the bot may have had one
 */
export const findStored = (name: string): Tournament | null =>
  findTournament(name.replace(/^adaptive(?=$|:)/, 'adaptive@1'));

/** The same. @throws {SaidError} when there is none */
export function openStored(name: string): Tournament {
  return findStored(name) ?? openTournament(name);
}

/** The name under which an ask keeps the tournament that a person named: with the rule's version. */
export const nameToStore = (spec: string): string => findTournament(spec)?.name ?? spec;

/**
 * The tournament that a judge can be asked in: one that gives scores is asked for one score a reply, whatever
 * is configured for judges of pairs.
 */
export function specFor(spec: string, givesScores: boolean): string {
  if (givesScores) return byScores.name;
  return spec.trim() === byScores.name ? 'adaptive' : spec;
}

/** A rule of a version, under the default prior or under the one that is written there. */
function withPrior(rule: string, written: string): Tournament | null {
  const name = written === '' ? rule : `${rule}:${written}`;
  if (rule === 'adaptive@1') {
    const prior = written === '' ? FIRST_PRIOR : readFirstPrior(written);
    return prior && firstAdaptive({ prior, name });
  }
  const prior = written === '' ? PRIOR : readPrior(written);
  return rule === 'adaptive@2' && prior ? adaptive({ prior, name }) : null;
}
