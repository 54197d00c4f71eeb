import type { Line } from './runs.ts';
import { table } from './table.ts';

/**
 * A table with a row for each combination of some fields and a column for each value of another.
 * @param across values in their order; those that come, as they come, where it is absent.
 */
export function grid(
  lines: readonly Line[],
  down: readonly string[],
  by: string,
  cellOf: (line: Line) => string,
  across: readonly string[] = [...new Set(lines.map((line) => String(line[by])))],
): string {
  const rows = Map.groupBy(lines, (line) => JSON.stringify(down.map((key) => line[key])));
  return table(
    [...down, ...across],
    [...rows].map(([key, group]) => [
      ...(JSON.parse(key) as unknown[]),
      ...across.map((value) => {
        const line = group.find((one) => String(one[by]) === value);
        return line && cellOf(line);
      }),
    ]),
  );
}
