import { setTimeout as sleep } from 'node:timers/promises';
import { databaseCost } from '../support/database-cost.ts';
import { print } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * Database transactions per second of an idle bot, and transactions per ask, by ASKS_IN_FLIGHT.
 * `npm run bench -- load/queue [4,16,100]`.
 */
const places = (process.argv[2] ?? '4,16,100').split(',');
const IDLE_SECONDS = 30;
const ASKS = 100;

for (const inFlight of places) {
  const world = await startLoadWorld(['all'], { candidateDelay: 50, judgeDelay: 50 }, { ASKS_IN_FLIGHT: inFlight });
  await world.ask(0);
  await world.untilEnded(1);
  await sleep(3000);
  const idle = await databaseCost(world.database);
  await sleep(IDLE_SECONDS * 1000);
  const { transactionsEach: idlePerSecond } = await idle(IDLE_SECONDS);
  const busy = await databaseCost(world.database);
  const begun = performance.now();
  for (let i = 1; i <= ASKS; i++) await world.ask(i);
  await world.untilEnded(1 + ASKS);
  const seconds = (performance.now() - begun) / 1000;
  const { transactionsEach } = await busy(ASKS);
  print({
    bench: 'queue',
    asksInFlight: Number(inFlight),
    idleTransactionsPerSecond: idlePerSecond,
    asks: ASKS,
    transactionsEach,
    asksPerMinute: Math.round((ASKS * 60) / seconds),
  });
  await world.close();
}
process.exit(0);
