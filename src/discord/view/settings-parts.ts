import {
  type APIActionRowComponent,
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIModalInteractionResponseCallbackData,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { SettingValues } from '../../../db/repo/guild-settings.ts';
import type { JudgeRules } from '../../../db/repo/judge-rules.ts';
import { beginning } from '../../graphemes.ts';
import { modelName, rulesVersionsIn, withoutRules } from '../../model-name.ts';
import {
  DEFAULT,
  FITTED,
  isOn,
  type MenuField,
  modelKey,
  ruledKey,
  type SettingField,
  type SettingForm,
  type SettingPage,
  type SettingPools,
  type SwitchField,
  settingForms,
  settingPages,
} from '../../settings/fields.ts';
import { CANDIDATES, efforts, languages, votings } from '../../terms.ts';
import { settingFormId, settingId, switchId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { button, buttons, text } from './blocks.ts';
import { madeByShort } from './made-by.ts';
import { fittedWords, languageNames, settingWords } from './settings-words.ts';

type Select = APIStringSelectComponent | APIChannelSelectComponent | APIRoleSelectComponent;
const row = (select: Select): APIActionRowComponent<Select> => ({
  type: ComponentType.ActionRow,
  components: [select],
});

/** Discord's limits for a select menu: its options, the characters of one, and how many may be chosen. */
const OPTIONS = 25;
const OPTION_LENGTH = 100;
const MOST_CHOSEN = 25;

/**
 * The components of one section of `/settings`. `threadRights`: what the bot lacks to open threads, in words.
 */
export function pageParts(
  words: Words,
  page: SettingPage,
  values: SettingValues,
  pools: SettingPools,
  threadRights: string,
  lists: ReadonlyMap<number, JudgeRules> = new Map(),
): APIComponentInContainer[] {
  const { settings } = words;
  const menu = (field: MenuField) => [
    text(`**${settings.labels[field]}**`),
    row(menuOf(words, field, values, pools, lists)),
  ];
  switch (page) {
    case 'asking':
      return [
        ...menu('channels'),
        ...menu('askRoles'),
        ...menu('logChannelId'),
        ...menu('language'),
        text(`-# ${settings.askingNote}`),
        buttons(toggle('stopped', values, settings.takeAgain, settings.stop)),
      ];
    case 'answers':
      return (['candidates', 'effort', 'models', 'tournament'] as const)
        .filter((field) => field !== 'models' || pools.models.length > 1)
        .flatMap(menu);
    case 'judge':
      return pools.judges.length + (pools.ruled?.length ?? 0) > 1 ? menu('judge') : [];
    case 'voting':
      return [
        ...menu('voting'),
        text(figures(words, settingPages.voting.slice(1, 3), values, pools)),
        buttons(
          opens('ballot', settings.setLength, values),
          toggle('hidePick', values, settings.tellAtOnce, settings.tellAtClose),
          toggle('membersMaySeeWhy', values, settings.hideWhy, settings.showWhy),
          toggle('announceClose', values, settings.closeQuietly, settings.announceClose),
          toggle('threadAtClose', values, settings.openNoThread, settings.openThread),
        ),
        ...(threadRights === '' ? [] : [text(threadRights)]),
        ...menu('researcherRoles'),
        text(`-# ${settings.researcherNote}`),
      ];
    case 'limits':
      return [
        text(
          `${settings.limitsNote}\n${figures(
            words,
            settingPages.limits.filter((field) => field !== 'trustedRoles'),
            values,
            pools,
          )}`,
        ),
        text(`-# ${settings.dollarsNote}`),
        ...menu('trustedRoles'),
        buttons(
          opens('member', settings.memberLimits, values),
          opens('trusted', settings.trustedLimits, values),
          opens('server', settings.serverLimits, values),
          opens('atOnce', settings.atOnceLimits, values),
        ),
      ];
  }
}

const figures = (words: Words, fields: readonly SettingField[], values: SettingValues, pools: SettingPools) =>
  fields
    .map((field) => `- ${words.settings.labels[field]}: **${settingWords(words, field, values[field], pools)}**`)
    .join('\n');

/** A button that says what a press does: `off` where the switch is on. */
const toggle = (field: SwitchField, values: SettingValues, off: string, on: string) =>
  isOn(field, values)
    ? button(off, switchId.write({ field, to: 'off' }))
    : button(on, switchId.write({ field, to: 'on' }));

const opens = (form: SettingForm, label: string, values: SettingValues) => {
  const [a = '', b = '', c = ''] = settingForms[form].map((field) => String(values[field] ?? ''));
  return button(label, settingFormId.write({ form, a, b, c }));
};

function menuOf(
  words: Words,
  field: MenuField,
  values: SettingValues,
  pools: SettingPools,
  lists: ReadonlyMap<number, JudgeRules>,
): Select {
  const { settings } = words;
  const custom_id = settingId.write({ field });
  const ids = (type: SelectMenuDefaultValueType) =>
    ((values[field] as string[] | null) ?? []).map((id) => ({ id, type }));
  const many = { custom_id, min_values: 0, max_values: MOST_CHOSEN };
  if (field === 'channels')
    return {
      type: ComponentType.ChannelSelect,
      ...many,
      placeholder: settings.allChannels,
      channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
      default_values: ids(SelectMenuDefaultValueType.Channel) as never,
    };
  if (field === 'logChannelId')
    return {
      ...{
        type: ComponentType.ChannelSelect,
        custom_id,
        min_values: 0,
        max_values: 1,
        placeholder: settings.noLog,
      },
      channel_types: [ChannelType.GuildText],
      default_values: (values.logChannelId
        ? [{ id: values.logChannelId, type: SelectMenuDefaultValueType.Channel }]
        : []) as never,
    };
  if (field === 'askRoles' || field === 'researcherRoles' || field === 'trustedRoles')
    return {
      ...{
        type: ComponentType.RoleSelect,
        ...many,
        placeholder: field === 'askRoles' ? settings.everyRole : settings.noRole,
      },
      default_values: ids(SelectMenuDefaultValueType.Role) as never,
    };
  if (field === 'models') {
    const options = pools.models.slice(0, OPTIONS).map((name) => ({
      label: beginning(modelName(name), OPTION_LENGTH),
      value: modelKey(pools.models, name),
      default: values.models?.includes(name) ?? true,
    }));
    return { type: ComponentType.StringSelect, custom_id, min_values: 1, max_values: options.length, options };
  }
  const current = values[field] ?? null;
  const standing = {
    label: settingWords(words, field, null, pools).replaceAll('\\', ''),
    value: DEFAULT,
    default: current === null,
  };
  if (field === 'judge') {
    const { offered, leftOut } = offeredJudges(words, pools, values.judge ?? null, lists);
    return {
      ...{ type: ComponentType.StringSelect, custom_id, options: [standing, ...offered] },
      ...(leftOut > 0 ? { placeholder: beginning(words.judge.olderLeftOut(leftOut), OPTION_LENGTH) } : {}),
    };
  }
  const options = [
    standing,
    ...choices(words, field, pools, values).map(({ label, value, is }) => ({
      label,
      value,
      default: String(current) === is,
    })),
  ];
  return { type: ComponentType.StringSelect, custom_id, options: options.slice(0, OPTIONS) };
}

/** The options of a select menu besides the default. `is` is the setting that an option stands for. */
function choices(words: Words, field: MenuField, pools: SettingPools, values: SettingValues) {
  const { commands } = words;
  const { least, most } = CANDIDATES;
  const plain = (names: readonly string[]) => names.map((name) => ({ label: name, value: name, is: name }));
  switch (field) {
    case 'candidates':
      return plain(Array.from({ length: most - least + 1 }, (_, i) => String(least + i)));
    case 'language':
      return languages.map((name) => ({ label: languageNames[name], value: name, is: name }));
    case 'effort':
      return plain(efforts).map((one) => ({ ...one, label: commands.ask.choices[one.is as (typeof efforts)[number]] }));
    case 'tournament':
      return [
        ...fittedChoice(words, pools, values),
        ...plain(pools.tournaments.filter(({ length }) => length <= OPTION_LENGTH)),
      ];
    default:
      return plain(votings).map((one) => ({ ...one, label: commands.ask.choices[one.is as (typeof votings)[number]] }));
  }
}

/** The prior that the server's judge was fitted with, for as long as it is the saved setting. */
function fittedChoice(words: Words, { fitted, defaults }: SettingPools, { judge }: SettingValues) {
  if (!fitted) return [];
  const label = fittedWords(words, fitted, judge ?? defaults.judge).replaceAll('\\', '');
  return [{ label: beginning(label, OPTION_LENGTH), value: FITTED, is: fitted }];
}

/** Of the menu's options, at least so many are this server's own versions, if it has them. */
const OWN_VERSIONS = 10;

/**
 * The judges to choose from: those of the operator, and those with rules of this server, newest first. The
 * one that is chosen is always among them.
 */
export function offeredJudges(
  words: Words,
  { judges, ruled = [] }: SettingPools,
  current: string | null,
  lists: ReadonlyMap<number, JudgeRules>,
) {
  const room = OPTIONS - 1;
  const plain = judges.slice(0, room - Math.min(OWN_VERSIONS, ruled.length));
  const newest = ruled.slice(0, room - plain.length);
  const own =
    current !== null && ruled.includes(current) && !newest.includes(current)
      ? [...newest.slice(0, -1), current]
      : newest;
  const offered = [
    ...plain.map((name) => ({
      label: beginning(modelName(name), OPTION_LENGTH),
      value: modelKey(judges, name),
      default: current === name,
    })),
    ...own.map((name) => {
      const [version = 0] = rulesVersionsIn(name);
      const list = lists.get(version);
      // The version stays readable behind a long name.
      const label = `${beginning(modelName(withoutRules(name)), 80)}${modelName(`#rules-${version}`)}`;
      return {
        ...{ label, value: ruledKey(name), default: current === name },
        ...(list ? { description: beginning(madeByShort(words, list), OPTION_LENGTH) } : {}),
      };
    }),
  ];
  return { offered, leftOut: ruled.length - own.length };
}

/** A form for numbers, filled in with the current ones. */
export function settingsForm(
  { settings }: Words,
  form: SettingForm,
  customId: string,
  filled: readonly string[],
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: settings.forms[form],
    components: settingForms[form].map((field, at) => ({
      type: ComponentType.Label,
      label: settings.labels[field],
      description: emptyWords(settings, field),
      component: {
        type: ComponentType.TextInput,
        custom_id: field,
        style: TextInputStyle.Short,
        required: false,
        max_length: 13,
        ...(filled[at] ? { value: filled[at] } : {}),
      },
    })),
  };
}

function emptyWords(settings: Words['settings'], field: string): string {
  if (field.startsWith('ballot')) return settings.emptyAsInstalled;
  return field.endsWith('AtOnce') ? settings.emptyAtOnce : settings.emptyNoLimit;
}
