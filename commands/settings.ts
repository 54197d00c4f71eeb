import {
  type AnySelectMenuInteraction,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { SettingValues } from '../db/repo/guild-settings.ts';
import { settingFormId, settingId, settingsId, switchId } from '../src/discord/custom-id.ts';
import { changesOf } from '../src/discord/view/settings.ts';
import { settingsForm } from '../src/discord/view/settings-parts.ts';
import { settingProblem } from '../src/discord/view/settings-words.ts';
import { command } from '../src/discord/words/describe.ts';
import { changeDraft, discardDraft, type Manager, saveDraft } from '../src/settings/draft.ts';
import {
  pageOf,
  readMenu,
  readTyped,
  type SettingPage,
  type SettingProblem,
  settingForms,
  switchedTo,
} from '../src/settings/fields.ts';
import { poolsOf } from '../src/settings/settings.ts';
import { button, type CommandDeps, form, menu, type SlashCommand } from './command.ts';
import { poolsFor } from './judge-panel.ts';
import { managerOf, type Pressed, showSettings } from './show-settings.ts';

const permission = PermissionFlagsBits.ManageGuild;

/** `/settings`: a panel of what a server's managers decide. Changes form a draft until they are saved. */
export const settings: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('settings'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(permission),
  },
  permission,
  acknowledge: () => 'ephemeral',
  run: (interaction, deps) => showSettings(interaction, 'asking', deps),
};

/** The panel's sections, **Save** and **Discard**. */
export const settingsPressed = button(settingsId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { act, page }, deps) {
    const manager = managerOf(interaction, deps);
    if (act === 'save') return showSettings(interaction, page, deps, await save(manager, deps));
    if (act === 'discard') await discardDraft(deps.database, manager);
    await showSettings(interaction, page, deps, act === 'discard' ? deps.words.settings.discarded : '');
  },
});

async function save(manager: Manager, { database, config, words }: CommandDeps): Promise<string> {
  const saving = await saveDraft(database, manager);
  const pools = poolsOf(config);
  switch (saving.kind) {
    case 'saved':
      return words.settings.saved(changesOf(words, saving.changes, pools));
    case 'moved':
      return words.settings.moved(changesOf(words, saving.meanwhile, pools));
    case 'nothing':
      return words.settings.nothingToSave;
  }
}

/** The panel's select menus. */
export const settingChosen = menu(settingId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { field }, deps) {
    const { pools } = await poolsFor(deps.database.db, deps.config, interaction.guildId ?? '');
    const read = readMenu(field, chosenIn(interaction), pools);
    await apply(interaction, pageOf(field), 'problem' in read ? { problems: [read.problem] } : read, deps);
  },
});

/** The chosen values. Channels and roles come from what Discord resolved, so a forged id is dropped. */
function chosenIn(interaction: AnySelectMenuInteraction): string[] {
  if (interaction.isChannelSelectMenu()) return [...interaction.channels.keys()];
  if (interaction.isRoleSelectMenu()) return [...interaction.roles.keys()];
  return [...interaction.values];
}

/** The panel's switches. */
export const settingSwitched = button(switchId, {
  permission,
  acknowledge: () => 'update',
  run: (interaction, { field, to }, deps) =>
    apply(interaction, pageOf(field), { change: { [field]: switchedTo(field, to === 'on') } }, deps),
});

/** Opens a form for numbers, such as limits. */
export const settingTyping = button(settingFormId, {
  permission,
  acknowledge: (_interaction, id, words) => ({
    form: settingsForm(words, id.form, settingFormId.write(id), [id.a, id.b, id.c]),
  }),
});

/** A form for numbers, submitted. */
export const settingTyped = form(settingFormId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, id, deps) {
    const pools = poolsOf(deps.config);
    const reads = settingForms[id.form].map((field) =>
      readTyped(field, interaction.fields.getTextInputValue(field), pools),
    );
    const problems = reads.flatMap((read) => ('problem' in read ? [read.problem] : []));
    const change = Object.assign({}, ...reads.map((read) => ('change' in read ? read.change : {})));
    const page = pageOf(settingForms[id.form][0]);
    await apply(interaction, page, problems.length > 0 ? { problems } : { change }, deps);
  },
});

async function apply(
  interaction: Pressed,
  page: SettingPage,
  read: { change: SettingValues } | { problems: readonly SettingProblem[] },
  deps: CommandDeps,
): Promise<void> {
  if ('problems' in read) {
    const said = read.problems.map((problem) => settingProblem(deps.words, problem)).join('\n');
    return showSettings(interaction, page, deps, `⚠️ ${said}`);
  }
  await changeDraft(deps.database, managerOf(interaction, deps), read.change);
  await showSettings(interaction, page, deps);
}
