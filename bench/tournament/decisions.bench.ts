import { openTournament } from '../../src/tournament/open-tournament.ts';
import type { Tournament } from '../../src/tournament/tournament.ts';
import { print, quantile } from '../support/figures.ts';
import { play } from './play.ts';
import { scenarios } from './scenarios.ts';
import { worldOf } from './world.ts';

/**
 * npm run bench -- decisions [asks]: how long one decision of the scheduler takes, pick and chances included.
 * The quickest of three, so that other work on the machine hardly counts.
 */
const asks = Number(process.argv[2] ?? 100);
const [base] = scenarios;
if (!base) throw new RangeError('There is no scenario.');

for (const n of [2, 4, 8, 16]) {
  for (const effort of ['standard', 'deep'] as const) {
    const took: number[] = [];
    const adaptive = openTournament('adaptive');
    const timed: Tournament = {
      ...adaptive,
      next(state) {
        const times = [0, 1, 2].map(() => {
          const begun = performance.now();
          adaptive.next(state);
          return performance.now() - begun;
        });
        took.push(Math.min(...times));
        return adaptive.next(state);
      },
    };
    const setting = { effort, parallel: n, arriving: true };
    // The first asks warm the compiler up.
    for (let key = 0; key < 20; key++) play(worldOf(base, n, 10_000 + key), `${key}`, timed, setting);
    took.length = 0;
    for (let key = 0; key < asks; key++) play(worldOf(base, n, key), `${key}`, timed, setting);
    print({
      bench: 'decisions',
      n,
      effort,
      decisions: took.length,
      p50Ms: Number(quantile(took, 0.5).toFixed(2)),
      p99Ms: Number(quantile(took, 0.99).toFixed(2)),
    });
  }
}
