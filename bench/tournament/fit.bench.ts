import { fitPrior } from '../../src/tournament/fit-prior.ts';
import { priorKeys } from '../../src/tournament/prior.ts';
import { print } from '../support/world.ts';
import { play } from './play.ts';
import { openRule } from './rules.ts';
import { LOGITS, scenarios } from './scenarios.ts';
import { worldOf } from './world.ts';

/**
 * npm run bench -- fit.bench [asks]: fits a prior to simulated asks of four candidates, for each scenario.
 * What was simulated stands beside it: sensitivity, pair error, order error and position bias, in units of a
 * call's noise.
 */
const ASKS = Number(process.argv[2] ?? 300);
const { tournament, effort } = openRule({ name: 'adaptive standard' });

for (const scenario of scenarios) {
  const asks = Array.from({ length: ASKS }, (_, key) => {
    const world = worldOf(scenario, 4, 1_000_000 + key);
    return play(world, `${key}`, tournament, { effort, parallel: 8, arriving: false }).comparisons;
  });
  const start = process.cpuUsage().user;
  const fitted = fitPrior(asks);
  if (!fitted) continue;
  const rounded = (value: number) => Number(value.toFixed(2));
  print({
    bench: 'fit',
    scenario: scenario.name,
    asks: fitted.asks,
    ...Object.fromEntries(
      priorKeys.map((key) => [key, `${rounded(fitted.prior[key])} [${fitted.intervals[key].map(rounded).join(', ')}]`]),
    ),
    differs: String(fitted.differs),
    simulated: [scenario.slope, scenario.pairError, scenario.orderError ?? 0, scenario.firstSlot]
      .map((logits) => rounded(logits / LOGITS))
      .join(', '),
    seconds: Number(((process.cpuUsage().user - start) / 1e6).toFixed(1)),
  });
}
