import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { changeGuildSettings, getGuildSettings, type SettingValues } from '../../db/repo/guild-settings.ts';
import { deleteDraft, getDraft, putDraft } from '../../db/repo/settings-drafts.ts';
import { type SettingChange, settingChanges, settingFields } from './fields.ts';

export interface Manager {
  guildId: string;
  actorHash: string;
}

/** The settings as they are, and what this manager has changed and not saved. */
export interface DraftState {
  saved: SettingValues;
  change: SettingValues;
}

export async function readDraft({ db }: Pick<Database, 'db'>, { guildId, actorHash }: Manager): Promise<DraftState> {
  const saved = await savedOf(db, guildId);
  const draft = await getDraft(db, guildId, actorHash);
  return { saved, change: pruned(saved, draft?.change ?? {}) };
}

/** Puts a change into the draft; what is as it was before is none. */
export async function changeDraft(database: Database, manager: Manager, change: SettingValues): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const draft = await getDraft(tx, manager.guildId, manager.actorHash);
    const base = draft?.base ?? (await savedOf(tx, manager.guildId));
    await putDraft(tx, { ...manager, base, change: { ...draft?.change, ...change } });
  });
}

export type Saving =
  | { kind: 'saved'; changes: SettingChange[] }
  /** Somebody else saved since the draft was begun: nothing was saved now, and the draft stands on theirs. */
  | { kind: 'moved'; meanwhile: SettingChange[] }
  | { kind: 'nothing' };

/**
 * Saves a draft, with a line in the audit, in one transaction. It holds at once in every process: nobody keeps settings in memory. Of two managers who save at
 * once the later one is shown what the other changed, and saves on top of that.
 */
export async function saveDraft(database: Database, manager: Manager): Promise<Saving> {
  return database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const { guildId, actorHash } = manager;
    const draft = await getDraft(tx, guildId, actorHash);
    const saved = await savedOf(tx, guildId);
    const change = pruned(saved, draft?.change ?? {});
    const changes = settingChanges(saved, { ...saved, ...change });
    const meanwhile = draft ? settingChanges(draft.base, saved) : [];
    if (draft && changes.length > 0 && meanwhile.length > 0) {
      await putDraft(tx, { ...manager, base: saved, change });
      return { kind: 'moved', meanwhile };
    }
    await deleteDraft(tx, guildId, actorHash);
    if (changes.length === 0) return { kind: 'nothing' };
    await write(tx, manager, change, changes);
    return { kind: 'saved', changes };
  });
}

/** Saves a change at once, with its line in the audit, past whatever draft there is: `/setup`, where each choice stands alone. */
export async function saveChange(database: Database, manager: Manager, change: SettingValues): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const saved = await savedOf(tx, manager.guildId);
    const changes = settingChanges(saved, { ...saved, ...change });
    if (changes.length > 0) await write(tx, manager, change, changes);
  });
}

async function write(
  tx: Db,
  { guildId, actorHash }: Manager,
  change: SettingValues,
  changes: readonly SettingChange[],
) {
  await changeGuildSettings(tx, guildId, change);
  await insertAudit(tx, { guildId, actorHash, action: 'settings-changed', details: detailsOf(changes) });
}

export const discardDraft = ({ db }: Pick<Database, 'db'>, { guildId, actorHash }: Manager): Promise<void> =>
  deleteDraft(db, guildId, actorHash);

const turnOf = ({ guildId }: Manager) => `settings ${guildId}`;

async function savedOf(db: Db, guildId: string): Promise<SettingValues> {
  const row = await getGuildSettings(db, guildId);
  return Object.fromEntries(settingFields.map((field) => [field, row?.[field] ?? null]));
}

function pruned(saved: SettingValues, change: SettingValues): SettingValues {
  const kept = settingChanges(saved, { ...saved, ...change });
  return Object.fromEntries(kept.map(({ field, to }) => [field, to]));
}

/** `candidates.old`, `candidates.new` … */
const detailsOf = (changes: readonly SettingChange[]) =>
  Object.fromEntries(
    changes.flatMap(({ field, from, to }) => [
      [`${field}.old`, flat(from)],
      [`${field}.new`, flat(to)],
    ]),
  );
const flat = (value: SettingChange['to']) => (Array.isArray(value) ? value.join(' ') : (value ?? null));
