import { openTournament } from '../../src/tournament/open-tournament.ts';
import { print } from '../support/world.ts';
import { bestPossible } from './pair-bound.ts';
import { evaluate, type PairKind, ruleOf, votingOf } from './pair-rules.ts';

/**
 * Two candidates, in exact figures (nothing is drawn): the adaptive tournament against the majority of five,
 * and against the best that any rule could do with as many calls. Invalid verdicts are left out: all of these
 * rules ask again.
 */
interface PairScenario {
  name: string;
  /** Log-odds of naming the better one. */
  strength: number;
  /** The position bias in log-odds, and its standard deviation over asks. */
  bias?: number;
  biasSpread?: number;
  /** Standard deviation of the pair error, which no repetition mends; log-odds. */
  pairError?: number;
}

const scenarios: readonly PairScenario[] = [
  { name: 'plain', strength: 1.2 },
  { name: 'first-slot bias', strength: 1.2, bias: 0.8 },
  { name: 'pair errors', strength: 1.2, bias: 0.3, pairError: 1 },
  { name: 'strong judge', strength: 2.5, bias: 0.3, pairError: 0.5 },
  { name: 'accuracy .60', strength: 0.405 },
  { name: 'accuracy .65', strength: 0.62, bias: 0.2 },
  { name: 'accuracy .70', strength: 0.85, bias: 0.3, pairError: 0.5 },
  { name: 'accuracy .80', strength: 1.39, bias: 0.3, pairError: 0.7 },
  { name: 'accuracy .90', strength: 2.2, bias: 0.3, pairError: 1 },
  { name: 'accuracy .95', strength: 2.94, bias: 0.3, pairError: 1 },
  { name: 'strong bias', strength: 1.2, bias: 1.5, pairError: 0.5 },
  { name: 'bias for the second', strength: 1.5, bias: -0.6, pairError: 0.5 },
  { name: 'bias that varies', strength: 1.2, biasSpread: 1, pairError: 0.7 },
  { name: 'large pair errors', strength: 1.2, bias: 0.3, pairError: 2 },
];

const MOST_CALLS = 12;
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** A normal distribution as weighted grid points. */
function pointsOf(spread: number): { at: number; weight: number }[] {
  if (spread === 0) return [{ at: 0, weight: 1 }];
  const points = Array.from({ length: 33 }, (_, i) => ({
    z: (i - 16) / 4,
    weight: Math.exp(-0.5 * ((i - 16) / 4) ** 2),
  }));
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  return points.map(({ z, weight }) => ({ at: z * spread, weight: weight / total }));
}

const kindsOf = ({ strength, bias = 0, biasSpread = 0, pairError = 0 }: PairScenario): PairKind[] =>
  pointsOf(pairError).flatMap((error) =>
    pointsOf(biasSpread).map((order) => ({
      weight: error.weight * order.weight,
      first: logistic(strength + error.at + bias + order.at),
      second: logistic(strength + error.at - bias - order.at),
    })),
  );

const adaptive = openTournament('adaptive');
const rules = [
  ['voting@5', votingOf(5, false)],
  ['voting@5, until it is settled', votingOf(5, true)],
  ['adaptive, quick', ruleOf(adaptive, 'quick', MOST_CALLS)],
  ['adaptive, standard', ruleOf(adaptive, 'standard', MOST_CALLS)],
  ['adaptive, deep', ruleOf(adaptive, 'deep', MOST_CALLS)],
] as const;

for (const scenario of scenarios) {
  const kinds = kindsOf(scenario);
  const five = evaluate(votingOf(5, false), kinds).accuracy;
  const points = (accuracy: number) => Number((100 * (accuracy - five)).toFixed(1));
  for (const [rule, pairRule] of rules) {
    const { accuracy, calls } = evaluate(pairRule, kinds);
    print({
      bench: 'pair',
      scenario: scenario.name,
      rule,
      accuracy: Number(accuracy.toFixed(4)),
      calls: Number(calls.toFixed(2)),
      shareOfFive: Number((calls / 5).toFixed(2)),
      pointsOverFive: points(accuracy),
      mostPossiblePoints: points(bestPossible(kinds, calls)),
    });
  }
  print({
    bench: 'pair',
    scenario: scenario.name,
    rule: 'best possible at 3 calls',
    calls: 3,
    pointsOverFive: points(bestPossible(kinds, 3)),
  });
}
