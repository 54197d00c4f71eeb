import { grid } from './grid.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

/** Fewer runs with an interval say nothing. */
const FEWEST = 100;

/**
 * The lowest and highest coverage of each figure over all communities in per cent, from the lines of
 * `coverage.bench.ts`.
 */
export function coverage(lines: readonly Line[]): Drawn {
  const counted = lines.filter((line) => line.coverage !== null && Number(line.runs) >= FEWEST);
  const ranges = [...Map.groupBy(counted, ({ figure, asks }) => JSON.stringify([figure, asks])).values()].map(
    (group) => {
      const values = group.map((line) => 100 * Number(line.coverage));
      return { ...group[0], asks: `${group[0]?.asks} asks`, low: Math.min(...values), high: Math.max(...values) };
    },
  );
  return { table: grid(ranges, ['figure'], 'asks', rangeOf) };
}

const rangeOf = ({ low, high }: Line) => {
  const [from, to] = [Number(low).toFixed(1), Number(high).toFixed(1)];
  return from === to ? from : `${from} – ${to}`;
};
