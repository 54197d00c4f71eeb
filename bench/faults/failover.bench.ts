import { makePairTemplate } from '../support/pair.ts';
import { runSeeds } from '../support/seeded-runs.ts';
import { type FailoverFigures, failoverRun } from './failover-run.ts';

/**
 * Kills the primary (SIGKILL, every process) at random moments and promotes its standby:
 * `npm run bench -- failover [runs] [first seed] [runs at once] [synchronous | asynchronous] [lag in ms]`.
 * An asynchronous standby is up to `lag` behind. Needs Debian's PostgreSQL, with replication.
 */
const [runs = 50, firstSeed = 1, atOnce = 1] = process.argv.slice(2, 5).map(Number);
const [kind = 'synchronous', lag = '500'] = process.argv.slice(5);
const synchronous = kind === 'synchronous';

const template = await makePairTemplate();
try {
  await runSeeds<FailoverFigures>(`failover, ${kind}`, 'during', { runs, firstSeed, atOnce }, async (seed) => {
    const pair = await template.start(synchronous);
    try {
      return await failoverRun(seed, pair, synchronous ? 0 : Number(lag));
    } finally {
      await pair.close();
    }
  });
} finally {
  await template.remove();
}
