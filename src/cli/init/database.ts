import * as clack from '@clack/prompts';
import { readDatabaseUrl } from '../../../db/connection/database-url.ts';
import { DatabaseError } from '../../../db/database-error.ts';
import { openPatient } from '../doctor/patient.ts';
import { answered } from './ask.ts';
import type { Values } from './env-file.ts';

/** Asks whether to use the embedded PostgreSQL or another one, which is tried at once. */
export async function askDatabase(before: Values): Promise<Values> {
  const own = answered(
    await clack.confirm({
      message: `Where is everything kept? Tribunal brings a PostgreSQL of its own, in the folder ${before.DATA_DIR ?? 'data'}.`,
      active: 'Its own',
      inactive: 'One that I have',
      initialValue: !before.DATABASE_URL,
    }),
  );
  if (own) return { DATABASE_URL: '' };
  const url = answered(
    await clack.text({
      message: 'Its address (PostgreSQL 15 or newer)',
      initialValue: before.DATABASE_URL ?? 'postgres://user:password@localhost:5432/tribunal',
      validate: (text = '') => problemOf(text.trim()),
    }),
  );
  return { DATABASE_URL: url.trim() };
}

async function problemOf(url: string): Promise<string | undefined> {
  const patient = openPatient({ DATABASE_URL: url });
  try {
    readDatabaseUrl(url);
    await patient.database();
  } catch (error) {
    return error instanceof DatabaseError ? error.message : 'It cannot be used. Is the address right?';
  } finally {
    await patient.close();
  }
}
