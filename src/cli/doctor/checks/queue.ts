import { queueFacts } from '../../../../db/repo/health.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { withPatientsDatabase } from '../with-patients-database.ts';

/** A running worker takes a due job within seconds. */
const LONG_WAIT_S = 120;

/** Checks that jobs are being done: that none waits too long, and that none was given up. */
export const queue = (patient: Patient): Promise<Finding[]> =>
  withPatientsDatabase(patient, 'queue', async (db) => {
    const facts = await queueFacts(db);
    if (!facts) return [skipped('queue', 'no queue yet: the first start makes it')];
    const found: Finding[] = [];
    if (facts.oldestSeconds > LONG_WAIT_S)
      found.push(
        failure(
          'queue',
          `${facts.waiting} jobs are due, one for ${Math.round(facts.oldestSeconds / 60)} minutes: no worker takes them`,
          'Start the bot, or a worker: npm run -s tribunal -- start --role worker. If one runs, its log says why it does nothing.',
        ),
      );
    if (facts.givenUp.length > 0)
      found.push(
        warning(
          'queue',
          `given up in the last days: ${facts.givenUp.map(({ name, jobs }) => `${jobs} × ${name}`).join(', ')}`,
          'Look for “a job failed” in the log of that time; people were told to ask again.',
        ),
      );
    return found.length > 0
      ? found
      : [ok('queue', `${facts.waiting} jobs are due, ${facts.active} are being done, none was given up`)];
  });
