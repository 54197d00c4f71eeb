import { readFileSync } from 'node:fs';
import { openPainter } from '../src/charts/painter.ts';
import type { TournamentDrawing } from '../src/charts/tournament.ts';
import { openLog } from '../src/ops/log.ts';
import { print, quantile } from './support/world.ts';

/** Time and memory of 300 pictures in a row. The painter recycles its process as it does in production. */
const RENDERS = Number(process.argv[2] ?? 300);

const tournament = (n: number): TournamentDrawing => ({
  titles: { chances: 'Chances', bestFirst: 'Best first', met: 'Met', rows: 'Rows', notJudged: 'not judged' },
  rows: Array.from({ length: n }, (_, i) => ({
    number: String(i + 1),
    model: `a-model-${i}`,
    chance: 0.6 ** (i + 1),
    fate: null,
    pick: i === 0,
  })),
  matches: Array.from({ length: 2 * n }, (_, i) => ({
    a: i % n,
    b: (i * 3 + 1) % n,
    winsA: i % 3,
    winsB: 1,
    invalid: 0,
  })),
});
const agreement = {
  rows: ['You and the judge', 'You among yourselves', 'Effort: quick', 'Effort: deep'].map((label, i) => ({
    label,
    value: 0.6 + i / 20,
    low: 0.5,
    high: 0.8,
    note: '120 votes',
    kind: 'judge' as const,
  })),
};

/** Resident memory of a process, in MiB. */
const residentMb = (pid: number | 'self') =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** The id of the painter's process: our newest child. Null when there is none. */
const childPid = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').at(-1)) || null;

const painter = openPainter({ log: openLog('error') });
const before = residentMb('self');
const cold = performance.now();
await painter.paint('tournament', tournament(5));
print({ bench: 'first picture, with the start of its process', ms: Math.round(performance.now() - cold) });

let childPeak = 0;
const series = [
  ['tournament of 5', () => painter.paint('tournament', tournament(5))],
  ['tournament of 16', () => painter.paint('tournament', tournament(16))],
  ['agreement', () => painter.paint('agreement', agreement)],
] as const;
for (const [figure, paint] of series) {
  const times: number[] = [];
  let missing = 0;
  for (let i = 0; i < RENDERS / series.length; i++) {
    const begun = performance.now();
    if ((await paint()) === null) missing += 1;
    times.push(performance.now() - begun);
    const pid = childPid();
    if (pid) childPeak = Math.max(childPeak, residentMb(pid));
  }
  print({
    bench: `picture: ${figure}`,
    n: times.length,
    missing,
    p50Ms: Number(quantile(times, 0.5).toFixed(1)),
    p99Ms: Number(quantile(times, 0.99).toFixed(1)),
  });
}
print({
  bench: `memory after ${RENDERS} pictures`,
  parentBeforeMb: Math.round(before),
  parentAfterMb: Math.round(residentMb('self')),
  childPeakMb: Math.round(childPeak),
});
await painter.close();
