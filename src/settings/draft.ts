import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { changeGuildSettings, getGuildSettings, type SettingValues } from '../../db/repo/guild-settings.ts';
import { deleteDraft, getDraft, putDraft } from '../../db/repo/settings-drafts.ts';
import { type SettingChange, settingChanges, settingFields } from './fields.ts';

/** A person who changes a server's settings. `actorHash` is their keyed hash. */
export interface Manager {
  guildId: string;
  actorHash: string;
}

/** The saved settings, and what this manager has changed without saving. */
export interface DraftState {
  saved: SettingValues;
  change: SettingValues;
}

/**
 * Reads the saved settings and a manager's draft. Values equal to the saved ones are dropped from the draft.
 */
export async function readDraft({ db }: Pick<Database, 'db'>, { guildId, actorHash }: Manager): Promise<DraftState> {
  const saved = await savedOf(db, guildId);
  const draft = await getDraft(db, guildId, actorHash);
  return { saved, change: pruned(saved, draft?.change ?? {}) };
}

/** Adds a change to a manager's draft, which is begun when there is none. */
export async function changeDraft(database: Database, manager: Manager, change: SettingValues): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const draft = await getDraft(tx, manager.guildId, manager.actorHash);
    const base = draft?.base ?? (await savedOf(tx, manager.guildId));
    await putDraft(tx, { ...manager, base, change: { ...draft?.change, ...change } });
  });
}

/** What became of saving a draft. `nothing`: there was no change to save. */
export type Saving =
  | { kind: 'saved'; changes: SettingChange[] }
  /**
   * Somebody else saved since the draft was begun. Nothing was saved, and the draft is now based on their
   * settings.
   */
  | { kind: 'moved'; meanwhile: SettingChange[] }
  | { kind: 'nothing' };

/**
 * Saves a draft and records it in the audit, in one transaction. It takes effect at once in every process,
 * because nobody caches settings. Optimistic concurrency: when somebody else saved since the draft was begun,
 * nothing is saved. The manager is then shown what the other changed, and a second save goes through.
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

/**
 * Saves a change at once, without a draft, and records it in the audit. `/setup` uses it for single choices.
 */
export async function saveChange(database: Database, manager: Manager, change: SettingValues): Promise<void> {
  await database.db.transaction(async (tx) => {
    await takeLock(tx, turnOf(manager));
    const saved = await savedOf(tx, manager.guildId);
    const changes = settingChanges(saved, { ...saved, ...change });
    if (changes.length > 0) await write(tx, manager, change, changes);
  });
}

/**
 * Saves a change at once within a transaction that holds `turnOf`. The manager's draft then stands on top of
 * it, and holds these settings no more.
 */
export async function saveWithin(tx: Db, manager: Manager, change: SettingValues): Promise<void> {
  const saved = await savedOf(tx, manager.guildId);
  const changes = settingChanges(saved, { ...saved, ...change });
  if (changes.length > 0) await write(tx, manager, change, changes);
  const draft = await getDraft(tx, manager.guildId, manager.actorHash);
  if (!draft) return;
  const left = Object.fromEntries(Object.entries(draft.change).filter(([field]) => !(field in change)));
  await putDraft(tx, { ...manager, base: { ...draft.base, ...change }, change: left });
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

/** Deletes a manager's draft. */
export const discardDraft = ({ db }: Pick<Database, 'db'>, { guildId, actorHash }: Manager): Promise<void> =>
  deleteDraft(db, guildId, actorHash);

/** The advisory lock under which a server's settings change. */
export const turnOf = ({ guildId }: Pick<Manager, 'guildId'>) => `settings ${guildId}`;

/** Reads the saved settings. null: the installation's default. */
async function savedOf(db: Db, guildId: string): Promise<SettingValues> {
  const row = await getGuildSettings(db, guildId);
  return Object.fromEntries(settingFields.map((field) => [field, row?.[field] ?? null]));
}

/** Drops the values of a change that equal the saved ones. */
function pruned(saved: SettingValues, change: SettingValues): SettingValues {
  const kept = settingChanges(saved, { ...saved, ...change });
  return Object.fromEntries(kept.map(({ field, to }) => [field, to]));
}

/** The changes as audit details: `candidates.old`, `candidates.new`, … */
const detailsOf = (changes: readonly SettingChange[]) =>
  Object.fromEntries(
    changes.flatMap(({ field, from, to }) => [
      [`${field}.old`, flat(from)],
      [`${field}.new`, flat(to)],
    ]),
  );
const flat = (value: SettingChange['to']) => (Array.isArray(value) ? value.join(' ') : (value ?? null));
