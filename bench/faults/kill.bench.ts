import { killRun } from '../../tests/faults/kill-run.ts';
import { seededRuns } from '../support/seeded-runs.ts';

/** Kills the bot (SIGKILL) at random moments: `npm run bench -- kill [runs] [first seed] [runs at once]`. */
await seededRuns('kill', 'kills', killRun);
