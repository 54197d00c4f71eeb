import { knockout } from './knockout.ts';
import { readPolicy } from './match.ts';
import type { Tournament } from './tournament.ts';

/**
 * A tournament by its name: `knockout`, `knockout:both`, `knockout:voting:5`.
 * @throws a plain-word Error for a name that there is not.
 */
export function openTournament(name: string): Tournament {
  const [kind, ...rest] = name.split(':');
  const policy = readPolicy(rest.join(':') || 'single');
  if (kind === 'knockout' && policy) return knockout(name, policy);
  throw new Error(`There is no tournament "${name}". There are knockout, knockout:both and knockout:voting:5.`);
}
