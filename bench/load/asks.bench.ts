import type { Role } from '../support/bot-process.ts';
import { databaseCost } from '../support/database-cost.ts';
import { print, toMb } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * Cost of asks from `/ask` to the ballot, by the number of asks and of processes. A model call takes 200 ms.
 * An ask fails at its deadline of 13 minutes, so 10,000 asks end within a quarter of an hour.
 * `npm run bench -- load/asks [10,100,1000] [processes]`.
 */
const sizes = (process.argv[2] ?? '10,100,1000').split(',').map(Number);
const AT_ONCE = 20;

const layouts = [['all'], ['gateway', 'worker'], ['gateway', 'worker', 'worker', 'worker']] satisfies Role[][];
for (const roles of layouts.filter(({ length }) => !process.argv[3] || length === Number(process.argv[3]))) {
  const world = await startLoadWorld(
    roles,
    { candidateDelay: 200, judgeDelay: 200 },
    { ASKS_IN_FLIGHT: '32', ASK_DEADLINE_SECONDS: '780' },
  );
  const sum = async (of: 'rss' | 'cpuSeconds') =>
    (await Promise.all(world.bots.map((bot) => bot.usage()))).reduce((total, usage) => total + usage[of], 0);
  let [put, unacknowledged] = [0, 0];
  const putUntil = async (count: number) => {
    // On an overloaded machine, acknowledgements come after Discord's three seconds. Count them and go on.
    while (put < count) await world.ask(put++).catch(() => unacknowledged++);
  };
  await putUntil(10);
  await world.untilEnded(10);
  for (const size of sizes) {
    const before = await sum('rss');
    const cpuBefore = await sum('cpuSeconds');
    let most = before;
    const watch = setInterval(
      () =>
        void sum('rss')
          .then((now) => (most = Math.max(most, now)))
          .catch(() => {}),
      500,
    );
    const cost = await databaseCost(world.database);
    const endedBefore = await world.endedAsks();
    unacknowledged = 0;
    const begun = performance.now();
    const target = put + size;
    await Promise.all(Array.from({ length: AT_ONCE }, () => putUntil(target)));
    const putSeconds = (performance.now() - begun) / 1000;
    // Asks without a row never end, so do not wait for them.
    const { taken } = await world.endedAsks();
    await world.untilEnded(taken);
    const { failed } = await world.endedAsks();
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(watch);
    print({
      bench: 'asks',
      processes: roles.length,
      roles: roles.join('+'),
      asks: size,
      unacknowledged,
      withoutRow: size - (taken - endedBefore.taken),
      failed: failed - endedBefore.failed,
      asksPerMinute: Math.round(((taken - endedBefore.taken) / seconds) * 60),
      seconds: Math.round(seconds),
      msEach: Number(((seconds * 1000) / size).toFixed(1)),
      putSeconds: Number(putSeconds.toFixed(1)),
      residentBeforeMb: toMb(before),
      residentMostMb: toMb(most),
      botCpuMsEach: Number(((((await sum('cpuSeconds')) - cpuBefore) * 1000) / size).toFixed(1)),
      ...(await cost(size)),
    });
  }
  await world.close();
}
process.exit(0);
