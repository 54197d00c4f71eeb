import {
  type AnySelectMenuInteraction,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { SettingValues } from '../db/repo/guild-settings.ts';
import { settingFormId, settingId, settingsId, switchId } from '../src/discord/custom-id.ts';
import { changesOf, settingsView } from '../src/discord/view/settings.ts';
import { settingsForm } from '../src/discord/view/settings-parts.ts';
import { settingLabels } from '../src/discord/view/settings-words.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { poolsOf } from '../src/policy/settings.ts';
import { changeDraft, discardDraft, type Manager, readDraft, saveDraft } from '../src/policy/settings-draft.ts';
import { pageOf, readMenu, readTyped, type SettingPage, settingForms } from '../src/policy/settings-fields.ts';
import { button, type CommandDeps, form, menu, type SlashCommand } from './command.ts';

const permission = PermissionFlagsBits.ManageGuild;

/** `/settings`: what a server's managers decide, shown before it is saved. */
export const settings: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'settings',
    description: 'Who may ask and where, how answers are judged and voted on, and what may be spent',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(permission),
  },
  permission,
  acknowledge: () => 'ephemeral',
  run: (interaction, deps) => show(interaction, 'asking', deps),
};

export const settingsPressed = button(settingsId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { act, page }, deps) {
    const manager = managerOf(interaction, deps);
    if (act === 'save') return show(interaction, page, deps, await save(manager, deps));
    if (act === 'discard') await discardDraft(deps.database, manager);
    await show(
      interaction,
      page,
      deps,
      act === 'discard' ? 'Your changes were discarded; everything is as it was.' : '',
    );
  },
});

async function save(manager: Manager, { database, config }: CommandDeps): Promise<string> {
  const saving = await saveDraft(database, manager);
  const pools = poolsOf(config);
  switch (saving.kind) {
    case 'saved':
      return `✅ **Saved**, and in force from now on:\n${changesOf(saving.changes, pools)}`;
    case 'moved':
      return `⚠️ **Nothing was saved yet.** While you were here, somebody else changed:\n${changesOf(saving.meanwhile, pools)}\nYour changes now stand on top of that. Look again, and press **Save** if you still want them.`;
    case 'nothing':
      return 'There was nothing to save: everything is already so.';
  }
}

export const settingChosen = menu(settingId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { field }, deps) {
    const read = readMenu(field, chosenIn(interaction), poolsOf(deps.config));
    await apply(interaction, pageOf(field), read, deps);
  },
});

/** Of channels and roles only those that Discord knows: a forged id is none. */
function chosenIn(interaction: AnySelectMenuInteraction): string[] {
  if (interaction.isChannelSelectMenu()) return [...interaction.channels.keys()];
  if (interaction.isRoleSelectMenu()) return [...interaction.roles.keys()];
  return [...interaction.values];
}

export const settingSwitched = button(switchId, {
  permission,
  acknowledge: () => 'update',
  run: (interaction, { field, to }, deps) =>
    apply(interaction, pageOf(field), { change: { [field]: to === 'on' ? true : null } }, deps),
});

/** Opens a form for figures. */
export const settingTyping = button(settingFormId, {
  permission,
  acknowledge: (_interaction, id) => ({ form: settingsForm(id.form, settingFormId.write(id), [id.a, id.b, id.c]) }),
});

export const settingTyped = form(settingFormId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, id, deps) {
    const pools = poolsOf(deps.config);
    const reads = settingForms[id.form].map((field) =>
      readTyped(field, interaction.fields.getTextInputValue(field), settingLabels[field], pools),
    );
    const problems = reads.flatMap((read) => ('problem' in read ? [read.problem] : []));
    const change = Object.assign({}, ...reads.map((read) => ('change' in read ? read.change : {})));
    const page = pageOf(settingForms[id.form][0]);
    await apply(interaction, page, problems.length > 0 ? { problem: problems.join('\n') } : { change }, deps);
  },
});

interface Pressed {
  applicationId: string;
  token: string;
  guildId: string | null;
  user: { id: string };
}

async function apply(
  interaction: Pressed,
  page: SettingPage,
  read: { change: SettingValues } | { problem: string },
  deps: CommandDeps,
): Promise<void> {
  if ('problem' in read) return show(interaction, page, deps, `⚠️ ${read.problem}`);
  await changeDraft(deps.database, managerOf(interaction, deps), read.change);
  await show(interaction, page, deps);
}

async function show(interaction: Pressed, page: SettingPage, deps: CommandDeps, said = ''): Promise<void> {
  const draft = await readDraft(deps.database, managerOf(interaction, deps));
  await deps.respond(interaction, settingsView({ page, draft, pools: poolsOf(deps.config), said }));
}

const managerOf = ({ guildId, user }: Pressed, { config }: CommandDeps): Manager => ({
  guildId: guildId ?? '',
  actorHash: pseudonym(config.PSEUDONYM_KEY, user.id),
});
