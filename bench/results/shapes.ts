import { callShares } from './call-shares.ts';
import { confidence } from './confidence.ts';
import { coverage } from './coverage-table.ts';
import { grid } from './grid.ts';
import { regret } from './regret-table.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

export type Shape = (lines: readonly Line[]) => Drawn;

/** Tables whose rows are not lines. */
export const shapes: Readonly<Record<string, Shape>> = {
  'call shares': callShares,
  confidence,
  coverage,
  'accuracy by way': (lines) => ({ table: grid(lines, ['scenario'], 'way', accuracyAtCalls) }),
  regret,
};

/** Of a line of `judge/strategies.bench.ts`. */
const accuracyAtCalls = ({ accuracy, callsPerPair }: Line) =>
  `${(100 * Number(accuracy)).toFixed(1)} % @ ${callsPerPair}`;
