import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../support/bot-process.ts';
import { print, quantile, spread } from '../support/figures.ts';
import { type LoadWorld, startLoadWorld } from '../support/world.ts';

/**
 * Latency of acknowledgements. Different members vote on one ballot at a steady rate,
 * first while the workers are idle, then while they have more asks than they can finish.
 * `npm run bench -- load/ack [seconds] [all | gateway+worker]`.
 */
const SECONDS = Number(process.argv[2] ?? 8);
const IN_FLIGHT = 16;

const layouts = [['all'], ['gateway', 'worker']] satisfies Role[][];
for (const roles of layouts.filter((layout) => !process.argv[3] || layout.join('+') === process.argv[3])) {
  const world = await startLoadWorld(
    roles,
    { candidateDelay: 200, judgeDelay: 200 },
    { ASKS_IN_FLIGHT: `${IN_FLIGHT}` },
  );
  await world.ask(0);
  await world.untilEnded(1);
  await sleep(500);
  const ballot = world.newestBallot();
  // Warm up, so that compilation is not measured.
  await voteAt(world, ballot, 50, 2);
  let asked = 1;
  for (const rate of [50, 100, 200]) {
    for (const workers of ['idle', 'busy'] as const) {
      const busy = workers === 'busy' ? keepBusy(world, asked) : null;
      if (busy) await sleep(1500);
      const before = await world.modelCalls();
      const figures = await voteAt(world, ballot, rate, SECONDS);
      const judgeCalls = (await world.modelCalls()).judge - before.judge;
      if (busy) asked = await busy.stop();
      const about = { roles: roles.join('+'), workers, ratePerSecond: rate, achieved: figures.achieved };
      const judgeCallsPerSecond = Math.round(judgeCalls / figures.seconds);
      const { benchLoopP99Ms, botLoopP99Ms, sentLateP99Ms, cpuMsEach } = figures;
      print({
        bench: 'acknowledgement',
        ...about,
        ...spread(figures.acknowledged),
        judgeCallsPerSecond,
        sentLateP99Ms,
        benchLoopP99Ms,
        botLoopP99Ms,
        cpuMsEach,
      });
      print({ bench: 'vote answered', ...about, ...spread(figures.answered) });
    }
  }
  await world.close();
}
process.exit(0);

/**
 * Votes at a steady rate. An acknowledgement passes through two event loops, and waits for the slower one.
 *
 * - `cpuMsEach`: the first process's CPU time for a vote.
 * If that process also works on asks, it includes them.
 * - `sentLateP99Ms`: by how much this process sent its clicks late.
 * - `benchLoopP99Ms`, `botLoopP99Ms`: the event loop delay of this process and of the bot.
 */
async function voteAt({ discord, bots }: LoadWorld, ballot: string, rate: number, seconds: number) {
  const voters = Array.from({ length: rate * seconds }, (_, i) => discord.addMember({ name: `voter ${i}` }).user.id);
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const late: number[] = [];
  const clicks: Promise<void>[] = [];
  const loop = monitorEventLoopDelay({ resolution: 2 });
  loop.enable();
  const cpu = async () => (await bots[0]?.usage())?.cpuSeconds ?? 0;
  // Reading the bot's figures also resets its event loop delay.
  const cpuBefore = await cpu();
  const begun = performance.now();
  for (const [i, voter] of voters.entries()) {
    const due = begun + (i * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const at = performance.now();
    late.push(at - due);
    const click = async () => {
      const answer = await discord.as(voter).click(ballot, i % 2 ? 'A is better' : 'B is better');
      acknowledged.push(answer.ackMs);
      await answer.response(30_000);
      answered.push(performance.now() - at);
    };
    clicks.push(click());
  }
  await Promise.all(clicks);
  loop.disable();
  const took = (performance.now() - begun) / 1000;
  const after = await bots[0]?.usage();
  return {
    acknowledged,
    answered,
    seconds: took,
    cpuMsEach: Number(((((after?.cpuSeconds ?? 0) - cpuBefore) * 1000) / voters.length).toFixed(2)),
    achieved: Math.round(voters.length / took),
    sentLateP99Ms: Number(quantile(late, 0.99).toFixed(1)),
    botLoopP99Ms: Number(((after?.loopP99Seconds ?? 0) * 1000).toFixed(1)),
    benchLoopP99Ms: Number((loop.percentile(99) / 1e6).toFixed(1)),
  };
}

/**
 * Sends new asks as old ones end, so that some are always waiting.
 * `stop` waits for the last one, and resolves with the number of all asks that were sent.
 */
function keepBusy(world: LoadWorld, asked: number) {
  let on = true;
  let count = asked;
  const feed = async () => {
    while (on) {
      const { answered, failed } = await world.endedAsks();
      const missing = 2 * IN_FLIGHT - (count - answered - failed);
      for (let i = 0; i < missing && on; i++) await world.ask(count++);
      await sleep(100);
    }
    await world.untilEnded(count);
    return count;
  };
  const feeding = feed();
  return {
    stop: () => {
      on = false;
      return feeding;
    },
  };
}
