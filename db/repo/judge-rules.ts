import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { judgeRules } from '../schema/judge-rules.ts';
import { storable } from './storable.ts';

/** One list of rules, with its texts decrypted. */
export type JudgeRules = typeof judgeRules.$inferSelect;
/** The columns of a new list. Those with a default may be absent. */
export type NewJudgeRules = Omit<typeof judgeRules.$inferInsert, 'version'>;

/** @returns the version under which the list is kept */
export async function insertJudgeRules(db: Db, row: NewJudgeRules): Promise<number> {
  const [kept] = await db
    .insert(judgeRules)
    .values({ ...row, rules: row.rules.map(storable) })
    .returning({ version: judgeRules.version });
  return kept!.version;
}

/** @returns the lists of these versions. A version that is not there is left out. */
export async function judgeRulesOf(
  db: Db,
  versions: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .select({ version: judgeRules.version, rules: judgeRules.rules })
    .from(judgeRules)
    .where(inArray(judgeRules.version, [...versions]));
  return new Map(rows.map(({ version, rules }) => [version, rules]));
}

/** @returns a server's lists, newest first, for one judge or for all. */
export const judgeRulesOfGuild = (db: Db, guildId: string, judge?: string): Promise<JudgeRules[]> =>
  db
    .select()
    .from(judgeRules)
    .where(and(eq(judgeRules.guildId, guildId), judge === undefined ? undefined : eq(judgeRules.judge, judge)))
    .orderBy(desc(judgeRules.version));
