import { setTimeout as sleep } from 'node:timers/promises';
import type { Mood } from '../../tests/support/quality-server.ts';
import type { Usage } from '../support/bot-process.ts';
import { print, spread, toMb } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * A gateway and a worker under steady asks and votes, while the models fail in turn.
 * The heap is read once a minute after a full garbage collection.
 * Without the collection it grows for minutes even when nothing leaks.
 * `npm run bench -- load/soak [minutes]`.
 */
const MINUTES = Number(process.argv[2] ?? 3);
const ASKS_PER_SECOND = 2;
const VOTES_PER_SECOND = 20;
const SAMPLE_MS = 60_000;

const well: Partial<Mood> = { candidateStatus: 200, judgeStatus: 200, candidateDelay: 200, judgeDelay: 200 };
const moods: Partial<Mood>[] = [
  well,
  { ...well, judgeStatus: 500 },
  well,
  { ...well, candidateStatus: 429 },
  well,
  { ...well, candidateDelay: 3000, judgeDelay: 3000 },
  { ...well, judgeStatus: 400 },
];

const world = await startLoadWorld(['gateway', 'worker'], well, { ASKS_IN_FLIGHT: '50', BALLOT_MINUTES: '1' });
const { discord } = world;
const voters = Array.from({ length: 500 }, (_, i) => discord.addMember({ name: `voter ${i}` }).user.id);
const samples: { at: number; of: (Usage & { collected: number })[] }[] = [];
const acknowledged: number[] = [];
let [asks, votes, unanswered] = [0, 0, 0];
let ballot = '';

await world.ask(asks++);
await world.untilEnded(1);
await sleep(1000);
ballot = world.newestBallot();
const begun = performance.now();
const every = (ms: number, act: (count: number) => void | Promise<void>) => {
  let count = 0;
  return setInterval(() => void Promise.resolve(act(count++)).catch(() => unanswered++), ms);
};
const timers = [
  every(1000 / ASKS_PER_SECOND, () => world.ask(asks++)),
  every(1000 / VOTES_PER_SECOND, async (i) => {
    const voter = discord.as(voters[i % voters.length] ?? '');
    acknowledged.push((await voter.click(ballot, i % 3 ? 'A is better' : 'Tie', { forged: true })).ackMs);
    votes++;
  }),
  every(10_000, (i) => world.setMood(moods[i % moods.length] ?? well)),
  every(10_000, () => {
    ballot = world.newestBallot() || ballot;
  }),
  every(SAMPLE_MS, async () => {
    samples.push({
      at: (performance.now() - begun) / 60_000,
      of: await Promise.all(
        world.bots.map(async (bot) => ({ collected: await bot.collectedHeap(), ...(await bot.usage()) })),
      ),
    });
  }),
];
await sleep(MINUTES * 60_000);
for (const timer of timers) clearInterval(timer);
world.setMood(well);
await world.untilEnded(asks - unanswered);
const { answered, failed } = await world.endedAsks();
print({ bench: 'soak', minutes: MINUTES, asks, answered, failed, votes, unanswered, ...spread(acknowledged) });

for (const [i, { role }] of world.bots.entries()) {
  const read = (of: keyof Usage | 'collected') =>
    samples.flatMap((sample) => ({ at: sample.at, value: sample.of[i]?.[of] ?? 0 }));
  const [rss, heap, resources] = [read('rss'), read('collected'), read('resources')];
  print({
    bench: 'soak memory',
    role,
    firstMb: toMb(rss[0]?.value ?? 0),
    lastMb: toMb(rss.at(-1)?.value ?? 0),
    heapLeftMb: heap.map(({ value }) => toMb(value)).join(' '),
    heapLeftMbPerMinute: toMb(slope(heap)),
    resourcesFirst: resources[0]?.value ?? 0,
    resourcesLast: resources.at(-1)?.value ?? 0,
  });
}
await world.close();
process.exit(0);

interface Point {
  at: number;
  value: number;
}

/** The slope of the least-squares line, per minute. */
function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [at, value] = [mean((p) => p.at), mean((p) => p.value)];
  return mean((p) => (p.at - at) * (p.value - value)) / mean((p) => (p.at - at) ** 2);
}
