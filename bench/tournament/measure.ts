import { writePrior } from '../../src/tournament/prior.ts';
import { play } from './play.ts';
import { openRule, type Rule } from './rules.ts';
import { scenarios } from './scenarios.ts';
import { worldOf } from './world.ts';

/** One cell of a table: many asks of one kind under one rule. */
export interface Cell {
  figure: string;
  scenario: string;
  n: number;
  rule: Rule;
  asks: number;
  /** Judge calls at once. */
  parallel: number;
  arriving: boolean;
}

export interface Measured extends Omit<Cell, 'rule'> {
  rule: string;
  /** Mean regret (strength of the best minus that of the pick), and its standard error. */
  regret: number;
  regretError: number;
  /** How often the pick is the best. */
  best: number;
  /** Mean comparisons started; those among them that were waited for. */
  calls: number;
  callsP95: number;
  answered: number;
  rounds: number;
  /** Seconds to the pick, from the start and from the last candidate. */
  seconds: number;
  secondsFromLast: number;
  /** Processor time per decision, the simulation included. */
  decisionMs: number;
  /** The regret of a judge without noise and without position bias. */
  noiselessRegret: number;
  /** The Brier score of the pick's stated chance. */
  brier: number;
  /**
   * By twentieths of the pick's stated chance: number of asks, mean stated chance, how often it came true.
   */
  reliability: { asks: number; stated: number; true: number }[];
}

/** 0.7 and 0.5, from where the screen says "fairly sure" and "likely", are edges of bins. */
const BINS = 20;

export function measure(cell: Cell): Measured {
  const scenario = scenarios.find(({ name }) => name === cell.scenario);
  if (!scenario) throw new RangeError(`There is no scenario "${cell.scenario}".`);
  const { tournament, effort } = openRule(cell.rule);
  const calls: number[] = [];
  const sum = {
    regret: 0,
    square: 0,
    best: 0,
    answered: 0,
    rounds: 0,
    seconds: 0,
    fromLast: 0,
    decisions: 0,
    noiseless: 0,
    brier: 0,
  };
  const bins = Array.from({ length: BINS }, () => ({ asks: 0, stated: 0, true: 0 }));
  const start = process.cpuUsage();
  for (let key = 0; key < cell.asks; key++) {
    const world = worldOf(scenario, cell.n, key);
    const played = play(world, String(key), tournament, {
      ...cell,
      effort,
      ...(cell.rule.most === undefined ? {} : { most: cell.rule.most }),
      ...(cell.rule.width === undefined ? {} : { width: cell.rule.width }),
    });
    calls.push(played.calls);
    sum.regret += played.regret;
    sum.square += played.regret ** 2;
    sum.best += Number(played.best);
    sum.answered += played.calls - played.cancelled;
    sum.rounds += played.rounds;
    sum.seconds += played.seconds;
    sum.fromLast += played.secondsFromLast;
    sum.decisions += played.decisions;
    const stated = played.pick.pBest[played.pick.slot]!;
    sum.noiseless += Math.max(...world.strengths) - world.strengths[world.noiseless]!;
    sum.brier += (stated - Number(played.best)) ** 2;
    const bin = bins[Math.min(BINS - 1, Math.floor(stated * BINS + 1e-9))]!;
    bin.asks++;
    bin.stated += stated;
    bin.true += Number(played.best);
  }
  const { user, system } = process.cpuUsage(start);
  const mean = (total: number, digits = 3) => Number((total / cell.asks).toFixed(digits));
  const regret = sum.regret / cell.asks;
  calls.sort((a, b) => a - b);
  return {
    ...cell,
    rule: ruleName(cell.rule),
    regret: mean(sum.regret, 4),
    regretError: Number(Math.sqrt((sum.square / cell.asks - regret ** 2) / cell.asks).toFixed(4)),
    best: mean(sum.best),
    calls: mean(
      calls.reduce((total, one) => total + one, 0),
      2,
    ),
    callsP95: calls[Math.floor(0.95 * (calls.length - 1))]!,
    answered: mean(sum.answered, 2),
    rounds: mean(sum.rounds, 2),
    seconds: mean(sum.seconds, 1),
    secondsFromLast: mean(sum.fromLast, 1),
    decisionMs: Number(((user + system) / 1000 / sum.decisions).toFixed(3)),
    noiselessRegret: mean(sum.noiseless, 4),
    brier: mean(sum.brier, 4),
    reliability: bins.map(({ asks, stated, true: hits }) => ({
      asks,
      stated: asks === 0 ? 0 : Number((stated / asks).toFixed(3)),
      true: asks === 0 ? 0 : Number((hits / asks).toFixed(3)),
    })),
  };
}

const ruleName = ({ name, width, most, priorTimes, prior, patience }: Rule) =>
  [
    name,
    width === undefined ? '' : `width ${width}`,
    most === undefined ? '' : `at most ${most}`,
    priorTimes === undefined ? '' : `priors × ${priorTimes}`,
    prior === undefined ? '' : `prior ${writePrior(prior)}`,
    patience === undefined ? '' : `patience ${patience}`,
  ]
    .filter(Boolean)
    .join(', ');
