import type { Figure } from '../../agreement/statistic.ts';
import type { Drift } from './drift.ts';
import type { SetFigures } from './figures.ts';
import type { Thresholds } from './modes.ts';
import { unknownWords } from './page-words.ts';
import type { Minded, Style } from './style.ts';

export type State = 'met' | 'not met' | 'not known';

export interface Check {
  what: string;
  /** Whether it is about how the judge was tried, and not about what came of it. */
  protocol: boolean;
  /** The bound that it is held to, in words. */
  bound: string;
  state: State;
  /** Why, in words. */
  because: string;
}

export interface Fitness {
  checks: Check[];
  /** The whole verdict in words. */
  verdict: string;
  state: 'fit' | 'unfit' | 'undecided' | 'withheld';
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const decimal = (value: number) => value.toFixed(2).replace('-', '−');

/** Whether a figure is shown to be on the right side of a bound: its whole interval must be there. */
function stateOf({ value, low, high }: Figure, bound: number, side: 'at least' | 'at most'): State {
  if (value === null || low === null || high === null) return 'not known';
  const [met, missed] = side === 'at least' ? [low >= bound, high < bound] : [high <= bound, low > bound];
  return met ? 'met' : missed ? 'not met' : 'not known';
}

/** A figure in words, with what its interval says of the bound. */
function because(figure: Figure, state: State, words: (value: number) => string, takes?: string): string {
  const { value, low, high } = figure;
  if (value === null) return takes ?? 'there is not enough data';
  if (low === null || high === null) return `${words(value)}, whose range is not known`;
  const range = `${words(value)} (${words(low)} to ${words(high)})`;
  return state === 'not known' ? `${range}: the bound lies within the range` : range;
}

const BOTH_ORDERS = 'it takes pairs that were asked in both orders';
const TWO_RUNS = 'it takes two runs or more';

/** The worst state of several. */
const together = (states: readonly State[]): State =>
  states.includes('not met') ? 'not met' : states.length === 0 || states.includes('not known') ? 'not known' : 'met';

/**
 * Holds a judge to its bounds. An item is met or not met if the whole interval says so, and not known
 * otherwise: a figure from too few questions decides nothing.
 * @param sets labelled sets
 */
export function fitnessOf(
  sets: readonly SetFigures[],
  all: SetFigures,
  style: Style,
  drift: Drift | null,
  bounds: Thresholds,
): Fitness {
  const held = (what: string, figure: Figure, limit: number, side: 'at least' | 'at most', takes: string): Check => {
    const state = stateOf(figure, limit, side);
    return {
      what,
      protocol: false,
      bound: `${side} ${percent(limit)}`,
      state,
      because: because(figure, state, percent, takes),
    };
  };
  // What was asked and read is a fact of these pairs, and no estimate.
  const counted = (what: string, { value, n }: Figure, least: number, protocol = false): Check => ({
    what,
    protocol,
    bound: `at least ${percent(least)}`,
    state: value === null ? 'not known' : value >= least ? 'met' : 'not met',
    because: value === null ? 'nothing was asked' : `${percent(value)} of ${n}`,
  });
  const checks: Check[] = [
    {
      what: 'Sets with labels of people',
      protocol: true,
      bound: `at least ${bounds.sets}`,
      state: sets.length >= bounds.sets ? 'met' : 'not met',
      because: sets.length === 1 ? 'there is 1' : `there are ${sets.length}`,
    },
    {
      what: 'Runs, for test and retest',
      protocol: true,
      bound: `at least ${bounds.runs}`,
      state: all.runs >= bounds.runs ? 'met' : 'not met',
      because: `each pair has up to ${all.runs}`,
    },
    counted('Pairs asked in both orders', all.inBothOrders, bounds.coverage, true),
    kappaCheck(sets, bounds.kappa),
    held('Position bias', all.positionBias, bounds.positionBias, 'at most', BOTH_ORDERS),
    held('Flips between the orders', all.flips, bounds.flips, 'at most', BOTH_ORDERS),
    held('Repeat agreement', all.retest, bounds.retest, 'at least', TWO_RUNS),
    paradoxCheck(all, bounds),
    counted('Pairs with a verdict', all.coverage, bounds.coverage),
    counted('Calls that could be read', all.parsed, bounds.parsed),
    mindedCheck('Style and length, beside people', style.styles, bounds.odds, 'the rows hold no texts'),
    mindedCheck(
      'Its own family, beside people',
      style.own === null ? [] : [style.own],
      bounds.odds,
      style.family === null
        ? 'the family of the judge is not known'
        : style.own === null
          ? 'the rows name no models'
          : `fewer than ten questions have a text of its family (${style.family}) and one of another`,
    ),
    ...(drift === null ? [] : [driftCheck(drift)]),
  ];
  return { checks, ...verdictOf(checks, sets.length < bounds.sets) };
}

function kappaCheck(sets: readonly SetFigures[], bound: number): Check {
  const each = sets.map(({ name, kappa }) => ({ name, kappa, state: stateOf(kappa, bound, 'at least') }));
  return {
    what: 'Chance-corrected agreement with people (Cohen’s kappa), in every set',
    protocol: false,
    bound: `at least ${decimal(bound)}`,
    state: together(each.map(({ state }) => state)),
    because: each.map(({ name, kappa, state }) => `${name}: ${because(kappa, state, decimal)}`).join('; ') || 'no set',
  };
}

/** Whether the judge is very stable and still biased, by the values themselves, as the protocol has it. */
export const isParadox = ({ retest, positionBias }: SetFigures, bounds: Thresholds): boolean | null =>
  retest.value === null || positionBias.value === null
    ? null
    : retest.value > bounds.paradox && positionBias.value > bounds.positionBias;

function paradoxCheck(all: SetFigures, bounds: Thresholds): Check {
  const flagged = isParadox(all, bounds);
  return {
    what: 'Not both very stable and biased',
    protocol: false,
    bound: `not repeat agreement above ${percent(bounds.paradox)} with position bias above ${percent(bounds.positionBias)}`,
    state: flagged === null ? 'not known' : flagged ? 'not met' : 'met',
    because:
      flagged === null
        ? 'it needs two runs and both orders'
        : flagged
          ? 'very stable and still biased: it repeats its bias'
          : `${percent(all.retest.value!)} and ${percent(all.positionBias.value!)}`,
  };
}

function mindedCheck(what: string, all: readonly Minded[], odds: number, nothing: string): Check {
  const most = Math.log(odds);
  const each = all
    .filter(({ difference }) => difference.unknown !== 'rare')
    .map(({ name, difference }) => {
      const { value, low, high } = difference;
      const state: State =
        value === null || low === null || high === null
          ? 'not known'
          : low >= -most && high <= most
            ? 'met'
            : low > most || high < -most
              ? 'not met'
              : 'not known';
      return { name, difference, state };
    });
  return {
    what,
    protocol: false,
    bound: `odds of the judge over those of people within ${decimal(1 / odds)} and ${decimal(odds)}`,
    state: together(each.map(({ state }) => state)),
    because:
      each
        .map(
          ({ name, difference, state }) =>
            `${name}: ${difference.value === null && difference.unknown ? unknownWords[difference.unknown] : because(difference, state, (v) => decimal(Math.exp(v)))}`,
        )
        .join('; ') || nothing,
  };
}

function driftCheck({ alarms, level, common }: Drift): Check {
  return {
    what: 'No drift since the earlier run',
    protocol: false,
    bound: `no change beyond chance at ${level}`,
    state: common === 0 ? 'not known' : alarms.length > 0 ? 'not met' : 'met',
    because:
      common === 0
        ? 'the runs have no pair in common'
        : alarms.length > 0
          ? `changed: ${alarms.join(', ')}`
          : `no change is shown on ${common} pairs`,
  };
}

function verdictOf(checks: readonly Check[], tooFewSets: boolean): Pick<Fitness, 'verdict' | 'state'> {
  const list = (of: (check: Check) => boolean) => checks.filter(of).map(({ what }) => lowerFirst(what));
  const missed = list(({ state, protocol }) => state === 'not met' && !protocol);
  const untried = list(({ state, protocol }) => state === 'not met' && protocol);
  const open = list(({ state }) => state === 'not known');
  const met = `${checks.filter(({ state }) => state === 'met').length} of ${checks.length} items are met`;
  const rest = [
    ...(untried.length > 0 ? [` The protocol is not complete: ${untried.join('; ')}.`] : []),
    ...(open.length > 0 ? [` Not known: ${open.join('; ')}.`] : []),
  ].join('');
  const misses = missed.length > 0 ? ` Not met: ${missed.join('; ')}.` : '';
  if (tooFewSets)
    return {
      state: 'withheld',
      verdict: `No verdict on fitness: it takes more sets with labels of people, because judges change places from one set to the next. Of what can be checked, ${met}.${misses}${rest}`,
    };
  if (missed.length > 0)
    return {
      state: 'unfit',
      verdict: `By these bounds this judge is not fit for use as it is: ${met}.${misses}${rest}`,
    };
  if (rest !== '')
    return {
      state: 'undecided',
      verdict: `By these bounds it is not decided whether this judge is fit for use: ${met}, and none of its figures is on the wrong side.${rest}`,
    };
  return {
    state: 'fit',
    verdict: `By these bounds this judge is fit for use on questions like those of these sets: ${met}, each with its whole range.`,
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
