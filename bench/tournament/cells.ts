import { TIGHT } from '../../src/tournament/adaptive-shared.ts';
import type { Prior } from '../../src/tournament/prior.ts';
import type { Cell } from './measure.ts';
import type { Rule } from './rules.ts';
import { realistic, scenarios } from './scenarios.ts';
import { tableRows } from './table-rows.ts';

const PRICES = [0.3, 0.1, 0.03, 0.01, 0.003, 0.0005];
const at = (prices: readonly (number | string)[]): Rule[] => prices.map((price) => ({ name: `adaptive ${price}` }));
const efforts = at(['quick', 'standard', 'deep']);
const prices = [...efforts, ...at(PRICES)];
/** The priors that the scenarios themselves have, in units of a call's noise. */
const fittedPriors: readonly { scenario: string; prior: Prior }[] = [
  { scenario: 'rrm-7b', prior: { strength: 2.3, pairError: 0.1, orderError: 0.85, firstSlot: 0.85, again: 0.5 } },
  { scenario: 'noisy', prior: { strength: 0.7, pairError: 0.35, orderError: 0.05, firstSlot: 0.18, again: 0.5 } },
  { scenario: 'even-handed', prior: { strength: 9, pairError: 0.47, orderError: 2.84, firstSlot: 5.2, again: 0.5 } },
  {
    scenario: 'minds the order',
    prior: { strength: 3.6, pairError: 0.4, orderError: 5.2, firstSlot: 8.7, again: 0.5 },
  },
];
/** Fewer prices, where many scenarios are measured. */
const fewPrices = [...efforts, ...at([0.3, 0.1, 0.03, 0.01])];
const leastAdaptive = (n: number) => Math.ceil(TIGHT * (n - 1));
const yardsticks: readonly Rule[] = ['knockout', 'knockout:both', 'elo', 'both-orders'].map((name) => ({ name }));

/** What can be measured, by name. */
export const figures: Readonly<Record<string, (asks: number) => Cell[]>> = {
  /** The table of regret at calls, with the whole frontier beside it. */
  table: (asks) => tableRows.flatMap(({ n, scenario }) => grid('table', n, scenario, [...yardsticks, ...prices], asks)),
  'table-2': (asks) => tableOf(2, asks),
  'table-4': (asks) => tableOf(4, asks),
  'table-8': (asks) => tableOf(8, asks),
  'table-16': (asks) => tableOf(16, asks),
  /** Other judges, other numbers of candidates, other tournaments. */
  more: (asks) => [
    ...scenarios
      .filter(({ name }) => !tableRows.some((row) => row.n === 8 && row.scenario === name))
      .flatMap(({ name }) => [4, 8].flatMap((n) => grid('more', n, name, [...yardsticks, ...fewPrices], asks))),
    ...[2, 3, 5, 6, 12].flatMap((n) => grid('more', n, 'base', [...yardsticks, ...fewPrices], asks)),
    ...[4, 8].flatMap((n) =>
      grid('more', n, 'base', [{ name: 'elo:4' }, { name: 'knockout:voting:5' }, { name: 'elo:both' }], asks),
    ),
  ],
  /**
   * Adaptive with the fewest comparisons with which it is no knockout yet: whether it is better than one
   * there.
   */
  equal: (asks) =>
    scenarios.flatMap(({ name }) =>
      [4, 8].flatMap((n) =>
        [{ name: 'knockout' }, { name: 'adaptive quick', most: leastAdaptive(n) }].flatMap((rule) =>
          grid('equal', n, name, [rule], asks),
        ),
      ),
    ),
  /** How many comparisons at once, and how long that takes. */
  time: (asks) =>
    [false, true].flatMap((arriving) =>
      [
        ...yardsticks,
        { name: 'barrier knockout' },
        { name: 'barrier knockout:both' },
        ...['quick', 'deep'].flatMap((effort) => [1, 2, 4, 8].map((width) => ({ name: `adaptive ${effort}`, width }))),
      ].flatMap((rule) => grid('time', 8, 'even-handed', [rule], asks, arriving)),
    ),
  /** The patience: starting fewer comparisons beside those in flight. */
  tuning: (asks) =>
    ['rrm-7b', 'even-handed'].flatMap((scenario) =>
      [4, 8].flatMap((n) =>
        [0, 0.5, 0.75].flatMap((patience) =>
          [0.03, 0.003, 0.0005].flatMap((price) =>
            grid('tuning', n, scenario, [{ name: `adaptive ${price}`, patience }], asks),
          ),
        ),
      ),
    ),
  /** A prior fitted to an installation's own asks (`fit.bench.ts` finds these), against the default. */
  fitted: (asks) =>
    fittedPriors.flatMap(({ scenario, prior }) =>
      [4, 8].flatMap((n) =>
        [0.03, 0.003].flatMap((price) =>
          grid('fitted', n, scenario, [{ name: `adaptive ${price}` }, { name: `adaptive ${price}`, prior }], asks),
        ),
      ),
    ),
  /** Priors that are wrong by a factor of two. */
  sensitivity: (asks) =>
    tableRows
      .filter(({ n, scenario }) => n === 4 && realistic.some(({ name }) => name === scenario))
      .flatMap(({ n, scenario }) =>
        [0.5, 1, 2].flatMap((priorTimes) =>
          [0.03, 0.003].flatMap((price) =>
            grid('sensitivity', n, scenario, [{ name: `adaptive ${price}`, priorTimes }], asks),
          ),
        ),
      ),
};

/** One n of the table, so that each can have its own number of asks. */
const tableOf = (n: number, asks: number): Cell[] =>
  tableRows
    .filter((row) => row.n === n)
    .flatMap(({ scenario }) => grid('table', n, scenario, [...yardsticks, ...(n > 4 ? fewPrices : prices)], asks));

const grid = (
  figure: string,
  n: number,
  scenario: string,
  rules: readonly Rule[],
  asks: number,
  arriving = false,
): Cell[] => rules.map((rule) => ({ figure, scenario, n, rule, asks, parallel: 8, arriving }));
