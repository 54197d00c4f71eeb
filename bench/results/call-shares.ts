import { drawFrontier } from './frontier-picture.ts';
import { grid } from './grid.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

/** What is drawn of a line of `tournament.bench.ts`. */
export interface Point {
  n: number;
  scenario: string;
  rule: string;
  regret: number;
  calls: number;
}

/** The scenario of the picture: a judge like RRM-7B. */
const SHOWN = 'rrm-7b';
const OTHERS = ['both-orders', 'elo', 'knockout:both', 'knockout'];

/**
 * At which share of another rule's calls the adaptive tournament comes down to its regret.
 * Straight lines in logarithms join the measured prices.
 * @returns null when no price is as good; `atMost` when the dearest one is better already.
 */
export function shareOfCalls(adaptive: readonly Point[], other: Point): { share: number; atMost: boolean } | null {
  const prices = [...adaptive].sort((a, b) => a.calls - b.calls);
  const at = prices.findIndex(({ regret }) => regret <= other.regret);
  const [left, right] = [prices[at - 1], prices[at]];
  if (!right) return null;
  if (!left) return { share: right.calls / other.calls, atMost: true };
  const between = Math.log(left.regret / other.regret) / Math.log(left.regret / right.regret);
  return { share: (left.calls * (right.calls / left.calls) ** between) / other.calls, atMost: false };
}

const isAdaptive = ({ rule }: { rule: string }) => /^adaptive (?:[\d.]+|quick|standard|deep)$/.test(rule);

/**
 * The shares of calls of every scenario as a table; the picture is that of eight candidates in the ordinary
 * scenario.
 */
export function callShares(lines: readonly Line[]): Drawn {
  const points = lines as unknown as Point[];
  const cells = [...Map.groupBy(points, ({ n, scenario }) => JSON.stringify([n, scenario])).values()].flatMap((group) =>
    group
      .filter((point) => !isAdaptive(point))
      .map((other) => ({ ...other, found: shareOfCalls(group.filter(isAdaptive), other) })),
  );
  const table = grid(
    cells.sort((a, b) => Number(a.n) - Number(b.n)),
    ['n', 'scenario'],
    'rule',
    ({ found, calls }) => textOf(found as ReturnType<typeof shareOfCalls>, Number(calls)),
    OTHERS,
  );
  const shown = points.filter(({ n, scenario }) => n === 8 && scenario === SHOWN);
  return {
    table,
    svg: drawFrontier(
      shown.filter(isAdaptive),
      shown.filter((point) => !isAdaptive(point)),
    ),
  };
}

const textOf = (found: ReturnType<typeof shareOfCalls>, calls: number) =>
  found === null ? 'out of reach' : `${found.atMost ? 'at most ' : ''}${found.share.toFixed(2)} of ${calls.toFixed(1)}`;
