import { beside } from './beside-table.ts';
import { callShares } from './call-shares.ts';
import { confidence } from './confidence.ts';
import { coverage } from './coverage-table.ts';
import { grid } from './grid.ts';
import { juriesTable } from './juries-table.ts';
import { paths, promises } from './paths-table.ts';
import { regret } from './regret-table.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

export type Shape = (lines: readonly Line[]) => Drawn;

/** Tables whose rows are not lines. */
export const shapes: Readonly<Record<string, Shape>> = {
  beside,
  'call shares': callShares,
  confidence,
  coverage,
  'accuracy by way': (lines) => ({ table: grid(lines, ['scenario'], 'way', accuracyAtCalls) }),
  'real verdicts': (lines) => ({ table: grid(lines, ['rule'], 'judge', peopleAtCalls) }),
  juries: (lines) => ({ table: juriesTable(lines) }),
  paths,
  promises,
  regret,
};

/** Of a line of `tournament/real-verdicts.bench.ts`. */
const peopleAtCalls = ({ people, overBothOrders, low, high, calls }: Line) => {
  const points = (value: unknown) => `${Number(value) < 0 ? '−' : '+'}${Math.abs(100 * Number(value)).toFixed(1)}`;
  const against =
    Number(overBothOrders) === 0 && low === high
      ? ''
      : ` (${points(overBothOrders)}: ${points(low)} … ${points(high)})`;
  return `${Number(people).toFixed(3)}${against} @ ${Number(calls).toFixed(1)}`;
};

/** Of a line of `judge/strategies.bench.ts`. */
const accuracyAtCalls = ({ accuracy, callsPerPair }: Line) =>
  `${(100 * Number(accuracy)).toFixed(1)} % @ ${callsPerPair}`;
