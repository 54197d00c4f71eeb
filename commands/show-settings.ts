import type { Client } from 'discord.js';
import type { SettingValues } from '../db/repo/guild-settings.ts';
import { readBotPlace, threadRights } from '../src/discord/bot-rights.ts';
import { settingsView } from '../src/discord/view/settings.ts';
import { threadRightsWords } from '../src/discord/view/thread-rights.ts';
import { type Manager, readDraft } from '../src/settings/draft.ts';
import { isOn, type SettingPage } from '../src/settings/fields.ts';
import type { CommandDeps } from './command.ts';
import { judgePageOf, poolsFor } from './judge-panel.ts';

/** Whoever pressed something in the panel. */
export interface Pressed {
  applicationId: string;
  token: string;
  guildId: string | null;
  user: { id: string };
  client: Client;
}

/** Shows a section of `/settings`. `said`: what the last press has done. */
export async function showSettings(
  interaction: Pressed,
  page: SettingPage,
  deps: CommandDeps,
  said = '',
): Promise<void> {
  const { config, words, now } = deps;
  const { db } = deps.database;
  const manager = managerOf(interaction, deps);
  const { guildId } = manager;
  const draft = await readDraft(deps.database, manager);
  const { pools, lists } = await poolsFor(db, config, guildId);
  const lacking =
    page === 'voting' ? await missingForThreads(interaction, { ...draft.saved, ...draft.change }, deps) : '';
  const panel = { page, draft, pools, said, threadRights: lacking };
  const judge = page === 'judge' ? await judgePageOf(db, config, { guildId, draft, lists, now: now() }) : null;
  await deps.respond(interaction, settingsView(words, judge ? { ...panel, judge } : panel));
}

/** What the bot lacks where threads are switched on, in words. Read from Discord, as it is now. */
async function missingForThreads(
  { client, guildId, applicationId }: Pressed,
  values: SettingValues,
  { log, words }: CommandDeps,
): Promise<string> {
  if (!isOn('threadAtClose', values)) return '';
  const place = await readBotPlace((path) => client.rest.get(path), guildId ?? '', applicationId, threadRights).catch(
    (error) => {
      log.warn({ error }, 'what the bot may do could not be found out');
      return null;
    },
  );
  return threadRightsWords(words, place?.channels ?? null, values.channels ?? null);
}

export const managerOf = (
  { guildId, user }: Pick<Pressed, 'guildId' | 'user'>,
  { pseudonymOf }: Pick<CommandDeps, 'pseudonymOf'>,
): Manager => ({ guildId: guildId ?? '', actorHash: pseudonymOf(user.id) });
