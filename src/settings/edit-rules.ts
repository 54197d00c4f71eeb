import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertJudgeRules, type JudgeRules, judgeRulesOfGuild } from '../../db/repo/judge-rules.ts';
import { isBlank } from '../invisible.ts';
import { type RuleProblem, readRules } from '../judge/rules.ts';
import { rulesVersionsIn, withRules } from '../model-name.ts';
import { type Manager, saveWithin, turnOf } from './draft.ts';

/** Reads what a manager typed, a rule a line. A line on which nothing is seen is no rule. */
export const readTypedRules = (typed: string): { rules: string[]; problems: RuleProblem[] } =>
  readRules(typed.split('\n').map((line) => (isBlank(line) ? '' : line)));

/** What a manager edits. */
export interface RulesEdit {
  /** The judge, without a version. */
  judge: string;
  /** The server's setting for this judge without rules. null: it is the installation's judge. */
  without: string | null;
  rules: readonly string[];
  /** The version that the form was filled with. null: it was empty. */
  editedFrom: number | null;
  /** Whether the server's own setting is what it was when the form was opened. */
  isStillOn: (saved: string | null) => boolean;
}

/** What became of edited rules. `version` null: the judge has no rules any more. */
export type RulesSaving =
  | { kind: 'saved'; version: number | null; before: number | null }
  /** Another judge or other rules were put in charge meanwhile. Nothing was saved. */
  | { kind: 'moved'; saved: string | null; list: JudgeRules | null }
  | { kind: 'nothing' };

/**
 * Saves edited rules as a new version that judges from then on, with its lines in the audit, in one
 * transaction. Optimistic concurrency as in `saveDraft`: when another manager has changed the judge or its
 * rules since the form was opened, nothing is saved, and the manager is shown what stands there now.
 */
export async function saveRules(database: Database, manager: Manager, edit: RulesEdit): Promise<RulesSaving> {
  const { guildId, actorHash } = manager;
  const { judge, rules } = edit;
  return database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const saved = (await getGuildSettings(tx, guildId))?.judge ?? null;
    const lists = await judgeRulesOfGuild(tx, guildId);
    const [before] = rulesVersionsIn(saved ?? '');
    const inCharge = lists.find(({ version }) => version === before) ?? null;
    if (!edit.isStillOn(saved)) return { kind: 'moved', saved, list: inCharge };
    const from = lists.find(({ version }) => version === edit.editedFrom);
    if (rules.length === 0) {
      if (saved === edit.without || saved === judge) return { kind: 'nothing' };
      await put(tx, manager, edit.without, { version: null, editedFrom: from?.version ?? null, rules: 0 });
      return { kind: 'saved', version: null, before: from?.version ?? null };
    }
    const isInCharge = from !== undefined && saved === withRules(judge, from.version);
    if (isInCharge && from.rules.join('\n') === rules.join('\n')) return { kind: 'nothing' };
    const editedFrom = from?.judge === judge ? from.version : null;
    const row = { guildId, judge, rules: [...rules], madeBy: 'manager' as const, editedFrom, actorHash };
    const version = await insertJudgeRules(tx, row);
    await put(tx, manager, withRules(judge, version), { version, editedFrom, rules: rules.length });
    return { kind: 'saved', version, before: before ?? null };
  });
}

async function put(
  tx: Db,
  manager: Manager,
  judge: string | null,
  details: Record<string, number | null>,
): Promise<void> {
  await insertAudit(tx, { ...manager, action: 'judge-rules-edited', details });
  await saveWithin(tx, manager, { judge });
}
