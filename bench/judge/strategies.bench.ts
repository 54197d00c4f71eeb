import { openJudge } from '../../src/judge/open-judge.ts';
import { openModels } from '../../src/models/open-models.ts';
import { play } from '../../src/research/play.ts';
import { seeded } from '../../src/seeded.ts';
import { openTournament } from '../../src/tournament/open-tournament.ts';
import { startQualityServer } from '../../tests/support/quality-server.ts';
import { print } from '../support/world.ts';

/**
 * Accuracy against judge calls, for each way of judging one pair.
 * The judge server has a known strength, position bias and pair-specific error.
 * All ways see the same pairs. The first argument sets how many. Voting ends as soon as it is settled.
 * The exact figures and the bound for every rule are in `bench/tournament/pair.bench.ts`.
 */
const PAIRS = Number(process.argv[2] ?? 2000);

interface Scenario {
  name: string;
  /** Log-odds of naming the better reply, without bias and error. */
  strength: number;
  /** Log-odds that the first position adds. */
  bias: number;
  /**
   * Standard deviation of the judge's systematic error on a pair, in log-odds.
   * More calls do not reduce it.
   */
  pairError: number;
}

const scenarios: readonly Scenario[] = [
  { name: 'plain', strength: 1.2, bias: 0, pairError: 0 },
  { name: 'first-slot bias', strength: 1.2, bias: 0.8, pairError: 0 },
  { name: 'pair errors', strength: 1.2, bias: 0.3, pairError: 1 },
  { name: 'strong judge', strength: 2.5, bias: 0.3, pairError: 0.5 },
];

const ways = [
  ['knockout', 'standard'],
  ['knockout:both', 'standard'],
  ['knockout:voting:5', 'standard'],
  ['adaptive', 'quick'],
  ['adaptive', 'standard'],
  ['adaptive', 'deep'],
] as const;

/** A roughly standard normal number that only depends on the pair: the sum of 12 uniform numbers, minus 6. */
function normalOf(pair: number): number {
  const lot = seeded(`${pair}`, 'pair error');
  const sum = Array.from({ length: 12 }, () => lot.below(1_000_000) / 1_000_000).reduce((a, b) => a + b);
  return sum - 6;
}

for (const { name, strength, bias, pairError } of scenarios) {
  let drawn = 0;
  const server = await startQualityServer({
    // A pair is two neighbouring numbers. The odd one is better.
    prefersFirst: (first, second) => {
      const pair = Math.floor(first / 2);
      const firstIsBetter = first % 2 === 1;
      const forBetter = strength + pairError * normalOf(pair);
      const logit = (firstIsBetter ? forBetter : -forBetter) + bias;
      return (
        seeded(`${name} ${first} ${second} ${drawn++}`, 'draw').below(1_000_000) < 1_000_000 / (1 + Math.exp(-logit))
      );
    },
  });
  const judge = openJudge({ model: server.judgeModel, openModel: openModels({ policy: { concurrency: 64 } }) });
  for (const [way, effort] of ways) {
    const tournament = openTournament(way);
    let [right, calls] = [0, 0];
    const one = async (pair: number) => {
      const swapped = seeded(`${pair}`, 'row').coin();
      const candidates = [`Quality ${2 * pair + (swapped ? 0 : 1)}.`, `Quality ${2 * pair + (swapped ? 1 : 0)}.`];
      const { pick, comparisons } = await play(tournament, judge, {
        prompt: 'Q',
        candidates,
        seed: `${pair}`,
        effort,
        parallel: 2,
      });
      if ((pick.slot === 0) !== swapped) right++;
      calls += comparisons.length;
    };
    for (let i = 0; i < PAIRS; i += 32) {
      await Promise.all(Array.from({ length: Math.min(32, PAIRS - i) }, (_, k) => one(i + k)));
    }
    print({
      bench: 'judge strategies',
      scenario: name,
      way: way === 'adaptive' ? `adaptive, ${effort}` : way,
      pairs: PAIRS,
      accuracy: Number((right / PAIRS).toFixed(4)),
      callsPerPair: Number((calls / PAIRS).toFixed(2)),
    });
  }
  await server.close();
}
process.exit(0);
