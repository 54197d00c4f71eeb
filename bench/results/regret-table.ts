import { grid } from './grid.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

const RULES = [
  'knockout',
  'knockout:both',
  'elo',
  'both-orders',
  'adaptive quick',
  'adaptive standard',
  'adaptive deep',
];

/**
 * Regret at mean calls, a row a scenario, from the lines of `tournament.bench.ts`. Prices between the three
 * efforts are left to the picture.
 */
export const regret = (lines: readonly Line[]): Drawn => ({
  table: grid(
    [...lines].sort((a, b) => Number(a.n) - Number(b.n)),
    ['n', 'scenario', 'asks'],
    'rule',
    (line) => `${Number(line.regret).toFixed(3)} @ ${Number(line.calls).toFixed(1)}`,
    RULES,
  ),
});
