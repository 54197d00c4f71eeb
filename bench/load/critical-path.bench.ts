import { candidatesOf } from '../../db/repo/candidates.ts';
import { asks } from '../../db/schema/asks.ts';
import { openDriver } from '../../src/tournament/drive.ts';
import { openStored } from '../../src/tournament/open-tournament.ts';
import type { Comparison } from '../../src/tournament/tournament.ts';
import { print, quantile } from '../support/figures.ts';
import { startLoadWorld } from '../support/world.ts';

/**
 * npm run bench -- critical-path [asks] [candidates]: the time from the last reply to the pick, against that
 * of a scheduler without any cost of its own, which starts each comparison of the same tournament at the
 * moment at which it is decided. Four comparisons in flight, calls of equal length, one ask at a time.
 */
const [ASKS = '12', CANDIDATES = '8'] = process.argv.slice(2);
const CALL_MS = 500;
const AT_ONCE = 4;

const world = await startLoadWorld(
  ['gateway', 'worker'],
  { judgeDelay: CALL_MS },
  { TOURNAMENT: 'adaptive', CANDIDATES, JUDGE_PARALLEL: `${AT_ONCE}` },
);
const ratios: number[] = [];
for (let i = 0; i < Number(ASKS); i++) {
  await world.ask(i);
  await world.untilEnded(i + 1);
}
for (const ask of await world.database.db.select().from(asks)) {
  const replies = await candidatesOf(world.database.db, ask.id);
  const quality = new Map(replies.map(({ slot, text }) => [slot, Number(/Quality (\d+)/.exec(text ?? '')?.[1])]));
  const arrivals = replies.map(({ slot, finishedAt }) => ({ slot, at: finishedAt?.getTime() ?? 0 }));
  const last = Math.max(...arrivals.map(({ at }) => at));
  const ideal = idealEnd(ask, arrivals, (slot) => quality.get(slot) ?? 0);
  ratios.push(((ask.pickedAt?.getTime() ?? 0) - last) / (ideal - last));
}
print({
  bench: 'critical-path',
  asks: ratios.length,
  candidates: Number(CANDIDATES),
  atOnce: AT_ONCE,
  callMs: CALL_MS,
  overIdealP50: Number(quantile(ratios, 0.5).toFixed(2)),
  overIdealWorst: Number(Math.max(...ratios).toFixed(2)),
});
await world.close();
process.exit(0);

/** When the pick would be there if nothing but replies and calls took time. */
function idealEnd(
  { n, seed, effort, settings }: typeof asks.$inferSelect,
  arrivals: readonly { slot: number; at: number }[],
  qualityOf: (slot: number) => number,
): number {
  const driver = openDriver(openStored(settings.tournament));
  const comparisons: Comparison[] = [];
  const coming = arrivals.toSorted((a, b) => a.at - b.at);
  const arrived: number[] = [];
  const ends: { comparison: Comparison; at: number }[] = [];
  for (let now = 0; ; ) {
    const state = { n, seed, effort, parallel: AT_ONCE, arrived, gone: [], comparisons };
    const pick = driver.round(state, ({ id, first, second, tier }) => {
      const comparison: Comparison = { id, first, second, tier, verdict: null };
      comparisons.push(comparison);
      ends.push({ comparison, at: now + CALL_MS });
    });
    if (pick) return now;
    const [come, done] = [coming[0], ends[0]];
    if (come && (!done || come.at <= done.at)) {
      now = come.at;
      arrived.push(come.slot);
      coming.shift();
    } else if (done) {
      now = done.at;
      const { comparison } = done;
      comparison.verdict = qualityOf(comparison.first) > qualityOf(comparison.second) ? 'first' : 'second';
      driver.ended(comparison.id);
      ends.shift();
    } else throw driver.stuck();
  }
}
