import { desc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { consents } from '../schema/consents.ts';

/** One decision about research. */
export type Consent = typeof consents.$inferSelect;

/** @returns a person's decisions about research, newest first. */
export async function consentsOf(db: Db, personHash: string): Promise<Consent[]> {
  return db.select().from(consents).where(eq(consents.personHash, personHash)).orderBy(desc(consents.id));
}

/** Records a person's decision about research. */
export async function insertConsent(
  db: Db,
  personHash: string,
  decision: Consent['decision'],
  createdAt: Date,
): Promise<void> {
  await db.insert(consents).values({ personHash, decision, createdAt });
}
