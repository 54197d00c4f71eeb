import { stormRun } from '../../tests/faults/storm-run.ts';
import { seededRuns } from '../support/seeded-runs.ts';

/** All dependencies fail at random moments: `npm run bench -- storm [runs] [first seed] [runs at once]`. */
await seededRuns('storm', 'faults', stormRun);
