import { stormRun } from '../../tests/faults/storm-run.ts';
import { seededRuns } from '../support/seeded-runs.ts';

/** Runs in which all that the bot stands on fails at random moments: `npm run bench -- storm [runs] [first seed] [worlds at once]`. */
await seededRuns('storm', 'faults', stormRun);
