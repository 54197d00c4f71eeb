import { killRun } from '../../tests/faults/kill-run.ts';
import { seededRuns } from '../support/seeded-runs.ts';

/** Runs with kill -9 at random moments: `npm run bench -- kill [runs] [first seed] [worlds at once]`. */
await seededRuns('kill', 'kills', killRun);
