import type { Db } from '../../../db/client.ts';
import { DatabaseError } from '../../../db/database-error.ts';
import { type Finding, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/**
 * Runs a check that needs the database. If that cannot be reached, this check is skipped: the database's own
 * check reports it.
 */
export async function withPatientsDatabase(
  patient: Patient,
  name: string,
  look: (db: Db) => Promise<Finding[]>,
): Promise<Finding[]> {
  const opened = await patient.database().catch((error) => {
    if (error instanceof DatabaseError) return null;
    throw error;
  });
  if (opened === null) return [skipped(name, 'the database cannot be reached')];
  if (opened === 'none yet') return [skipped(name, 'there is no database yet')];
  return look(opened.db);
}
