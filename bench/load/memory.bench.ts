import { setTimeout as sleep } from 'node:timers/promises';
import { print, toMb } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * Memory of a worker by the number of asks in flight.
 * The models delay their answers this long, so that all asks stay in flight.
 */
const HOLD_MS = 600_000;

for (const asks of (process.argv[2] ?? '10,100,500').split(',').map(Number)) {
  const world = await startLoadWorld(['gateway', 'worker'], {}, { ASKS_IN_FLIGHT: '500', ASK_DEADLINE_SECONDS: '780' });
  const [, worker] = world.bots;
  if (!worker) throw new Error('there is no worker');
  for (let i = 0; i < 20; i++) await world.ask(i);
  await world.untilEnded(20);
  await sleep(3000);
  const before = await worker.usage();
  world.setMood({ candidateDelay: HOLD_MS });
  for (let i = 0; i < asks; i++) await world.ask(20 + i);
  const calls = 80 + Math.min(asks * 4, 1000);
  while ((await world.modelCalls()).candidate < calls) await sleep(100);
  await sleep(3000);
  const held = await worker.usage();
  print({
    bench: 'memory',
    asksInFlight: asks,
    modelCallsUnderWay: calls - 80,
    idleMb: toMb(before.rss),
    heldMb: toMb(held.rss),
    residentKbEach: Math.round((held.rss - before.rss) / 1024 / asks),
    heapKbEach: Math.round((held.heap - before.heap) / 1024 / asks),
  });
  await world.close();
}
process.exit(0);
