import { print, startBenchWorld } from './support/world.ts';

/** Asks of four replies and three comparisons each, from `/ask` to the ballot, with models that take 200 ms. */
const ASKS = 200;

const world = await startBenchWorld({ ASKS_IN_FLIGHT: '100' }, { candidateDelay: 200, judgeDelay: 200 });
const { discord } = world;
const members = discord.members.map(({ user }) => user.id);
const isDuel = (m: { components?: unknown }) => JSON.stringify(m.components ?? []).includes('A is better');

await (await discord.as(members[0] ?? '').slash('ask', { prompt: 'warm up' })).response(30_000);
const before = process.memoryUsage().rss;
const begun = performance.now();
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 50);
for (let i = 0; i < ASKS; i++) {
  await discord.as(members[i % members.length] ?? '').slash('ask', { prompt: `Question ${i}?` });
}
await new Promise<void>((resolve) => {
  const done = () => discord.messages(discord.channelId, members[0] ?? '').filter(isDuel).length >= ASKS + 1;
  const stop = discord.onChange(() => {
    if (!done()) return;
    stop();
    resolve();
  });
});
clearInterval(watch);
const minutes = (performance.now() - begun) / 60_000;
const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
print({ bench: 'asks', asks: ASKS, modelMs: 200, asksPerMinute: Math.round(ASKS / minutes) });
print({
  bench: 'resident memory',
  idleMb: mb(before),
  mostMb: mb(most),
  note: 'bot, local Discord and model server in one process; PostgreSQL apart',
});
await world.close();
process.exit(0);
