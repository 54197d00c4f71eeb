import { setTimeout as sleep } from 'node:timers/promises';
import { print, quantile, startBenchWorld } from './support/world.ts';

/** From an interaction sent to its acknowledgement, at a steady rate of votes on one ballot, each by another member. */
const SECONDS = 10;

const world = await startBenchWorld({}, {});
const { discord } = world;
const ada = discord.members[0]?.user.id ?? '';
await discord.as(ada).slash('ask', { prompt: 'Which one?' });
const hasButtons = (m: { components?: unknown }) => JSON.stringify(m.components ?? []).includes('A is better');
const { id: ballot } = await discord.as(ada).waitFor(hasButtons, 30_000);

for (const rate of [50, 200]) {
  const voters = Array.from({ length: rate * SECONDS }, (_, i) =>
    discord.as(discord.addMember({ name: `voter ${rate} ${i}` }).user.id),
  );
  await sleep(500);
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const clicks: Promise<void>[] = [];
  const begun = performance.now();
  for (const [i, voter] of voters.entries()) {
    const due = begun + (i * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const at = performance.now();
    clicks.push(
      voter.click(ballot, i % 2 ? 'A is better' : 'B is better').then(async (answer) => {
        acknowledged.push(answer.ackMs);
        await answer.response(30_000);
        answered.push(performance.now() - at);
      }),
    );
  }
  await Promise.all(clicks);
  const seconds = (performance.now() - begun) / 1000;
  for (const [figure, values] of [
    ['acknowledgement', acknowledged],
    ['vote answered', answered],
  ] as const) {
    print({
      bench: figure,
      ratePerSecond: rate,
      achievedPerSecond: Math.round(voters.length / seconds),
      n: values.length,
      p50Ms: Number(quantile(values, 0.5).toFixed(1)),
      p99Ms: Number(quantile(values, 0.99).toFixed(1)),
    });
  }
}
await world.close();
process.exit(0);
