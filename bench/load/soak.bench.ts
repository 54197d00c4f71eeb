import { setTimeout as sleep } from 'node:timers/promises';
import { votes as votesTable } from '../../db/schema/votes.ts';
import { type Cast, castVote, choices, countVotes } from '../../tests/faults/cast-votes.ts';
import type { Usage } from '../support/bot-process.ts';
import { print, spread, toMb } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';
import { faults, well } from './soak-faults.ts';

/**
 * A gateway and a worker under steady asks and votes, while all that they need fails in turns, with as long a
 * calm between.
 * The heap is read once a minute after a full garbage collection.
 * Without the collection it grows for minutes even when nothing leaks.
 * `npm run bench -- load/soak [minutes] [asks a second] [votes a second]`.
 */
const [MINUTES = 3, ASKS_PER_SECOND = 2, VOTES_PER_SECOND = 20] = process.argv.slice(2).map(Number);
const SAMPLE_MS = 60_000;
const FAULT_MS = 5000;

const world = await startLoadWorld(
  ['gateway', 'worker'],
  well,
  { ASKS_IN_FLIGHT: '50', BALLOT_MINUTES: '1' },
  { throughProxies: true },
);
const { discord } = world;
const voters = Array.from({ length: 500 }, (_, i) => discord.addMember({ name: `voter ${i}` }).user.id);
const samples: { at: number; of: (Usage & { collected: number; logged: number })[] }[] = [];
const acknowledged: number[] = [];
const casts: Cast[] = [];
let [asks, clicks, unanswered, notAcknowledged] = [0, 0, 0, 0];
let ballot = '';
let ending = false;

await world.ask(asks++);
await world.untilEnded(1);
await sleep(1000);
ballot = world.newestBallot();
const begun = performance.now();
const every = (ms: number, act: (count: number) => unknown) => {
  let count = 0;
  return setInterval(() => void act(count++), ms);
};
const ask = () => world.ask(asks++).catch(() => notAcknowledged++);
const vote = async (i: number) => {
  const voter = voters[i % voters.length] ?? '';
  const label = choices[i % choices.length] ?? '';
  clicks++;
  const press = await castVote(discord, { messageId: ballot, voter, label }, { patienceMs: 60_000, forged: true });
  if (!press) return void unanswered++;
  acknowledged.push(press.ackMs);
  casts.push(press);
};
const sample = async () => {
  const of = await Promise.all(
    world.bots.map(async (bot) => ({
      collected: await bot.collectedHeap(),
      logged: bot.logged(),
      ...(await bot.usage()),
    })),
  );
  samples.push({ at: (performance.now() - begun) / 60_000, of });
};
const timers = [
  every(1000 / ASKS_PER_SECOND, ask),
  every(1000 / VOTES_PER_SECOND, vote),
  every(10_000, () => {
    ballot = world.newestBallot() || ballot;
  }),
  every(SAMPLE_MS, () => sample().catch((error: unknown) => console.error('no sample', error))),
];
const failing = (async () => {
  for (let turn = 0; !ending; turn++) {
    await sleep(FAULT_MS);
    await Object.values(faults)[turn % Object.keys(faults).length]?.(world, FAULT_MS);
  }
})();
await sleep(MINUTES * 60_000);
ending = true;
for (const timer of timers) clearInterval(timer);
await failing;
const { taken } = await world.endedAsks();
await world.untilEnded(taken);
await sleep(10_000);
const { answered, failed } = await world.endedAsks();
const stored = new Set((await world.database.db.select().from(votesTable)).map(({ interactionId }) => interactionId));
const { told, kept } = countVotes(casts, stored);
print({
  bench: 'soak',
  minutes: MINUTES,
  faults: Object.keys(faults).length,
  asks,
  ...{ notAcknowledged, taken, answered, failed, clicks, unanswered },
  votesTold: told,
  votesKept: kept,
  ...spread(acknowledged),
});

for (const [i, { role }] of world.bots.entries()) {
  const read = (of: keyof Usage | 'collected' | 'logged') =>
    samples.flatMap((one) => ({ at: one.at, value: one.of[i]?.[of] ?? 0 }));
  const [rss, heap, resources, files] = [read('rss'), read('collected'), read('resources'), read('files')];
  print({
    bench: 'soak memory',
    role,
    firstMb: toMb(rss[0]?.value ?? 0),
    lastMb: toMb(rss.at(-1)?.value ?? 0),
    heapLeftMb: heap.map(({ value }) => toMb(value)).join(' '),
    // Caches fill at first: only what still grows in the second half is a leak.
    heapLeftKbPerMinute: Math.round(slope(heap.slice(heap.length >> 1)) / 1024),
    resourcesFirst: resources[0]?.value ?? 0,
    resourcesLast: resources.at(-1)?.value ?? 0,
    filesFirst: files[0]?.value ?? 0,
    filesLast: files.at(-1)?.value ?? 0,
    logKbPerMinute: Math.round(slope(read('logged')) / 1024),
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
