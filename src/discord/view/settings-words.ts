import type { SettingValues } from '../../../db/repo/guild-settings.ts';
import { modelName } from '../../model-name.ts';
import {
  operatorLimit,
  type SettingChange,
  type SettingField,
  type SettingPools,
  type SettingProblem,
} from '../../settings/fields.ts';
import type { Language } from '../../terms.ts';
import { readFitted } from '../../tournament/fitted.ts';
import type { Words } from '../words/words.ts';
import { quoteLine } from './blocks.ts';

/** Languages by their own names. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

type Value = SettingValues[SettingField];

/** A setting's value, such as `4`, `default (4)` or `#help, #questions`. */
export function settingWords(words: Words, field: SettingField, value: Value, pools: SettingPools): string {
  const { settings } = words;
  if (value === null || value === undefined) return defaultWords(words, field, pools);
  if (Array.isArray(value)) return value.map((item) => listed(field, item)).join(', ');
  if (field === 'logChannelId') return `<#${value}>`;
  if (field === 'stopped') return value ? settings.stopped : settings.taken;
  if (typeof value === 'boolean') return value ? settings.yes : settings.no;
  if (typeof value === 'number') return figureWords(words, field, value);
  if (field === 'language') return languageNames[value as Language] ?? quoteLine(value, 60);
  if (field === 'tournament' && readFitted(value)) return fittedWords(words, value, null);
  return quoteLine(field === 'judge' ? modelName(value) : value, 60);
}

/**
 * A fitted prior in words: that it is one, and for which judge it holds.
 * @param judge whoever judges now: under another one it rests; null leaves that out
 */
export function fittedWords({ settings }: Words, setting: string, judge: string | null): string {
  const own = readFitted(setting)?.judge ?? '';
  const name = quoteLine(modelName(own), 40);
  return judge === null || judge === own ? settings.fitted(name) : settings.fittedToAnother(name);
}

const listed = (field: SettingField, item: string) =>
  field === 'channels'
    ? `<#${item}>`
    : field === 'askRoles' || field === 'researcherRoles' || field === 'trustedRoles'
      ? `<@&${item}>`
      : quoteLine(modelName(item), 60);

function figureWords({ settings, limits }: Words, field: SettingField, value: number): string {
  if (field === 'ballotMinutes') return settings.minutes(value);
  if (field === 'ballotVotes') return settings.votes(value);
  if (field.endsWith('Usd')) return limits.amount('usd', value);
  return settings.figure(value);
}

function defaultWords(words: Words, field: SettingField, pools: SettingPools): string {
  const { defaults } = pools;
  const { settings } = words;
  switch (field) {
    case 'stopped':
      return settings.taken;
    case 'channels':
    case 'models':
      return settings.all;
    case 'askRoles':
      return settings.everybody;
    case 'language':
      return settings.asServer;
    case 'logChannelId':
      return settings.none;
    case 'researcherRoles':
    case 'trustedRoles':
      return settings.noRoles;
    case 'membersMaySeeWhy':
      return settings.yes;
    case 'announceClose':
    case 'threadAtClose':
    case 'hidePick':
      return settings.no;
    case 'effort':
      return settings.default('standard');
    case 'voting':
      return settings.default('duel');
    case 'candidates':
      return settings.default(String(defaults.candidates));
    case 'judge':
      return settings.default(quoteLine(modelName(defaults.judge), 50));
    case 'tournament':
      return settings.default(quoteLine(defaults.tournament, 50));
    case 'ballotMinutes':
      return settings.default(figureWords(words, field, defaults.ballotMinutes));
    case 'ballotVotes':
      return defaults.ballotVotes === null
        ? settings.byTime
        : settings.default(figureWords(words, field, defaults.ballotVotes));
    case 'trustedAsks':
    case 'trustedTokens':
    case 'trustedUsd':
      return settings.asMembers;
    default: {
      const most = operatorLimit(field, pools);
      return most === null ? settings.noLimit : settings.operatorLimit(figureWords(words, field, most));
    }
  }
}

/** One change, such as `candidates: 4 → 8`. */
export const changeLine = (words: Words, { field, from, to }: SettingChange, pools: SettingPools): string =>
  `- ${words.settings.labels[field]}: ${settingWords(words, field, from, pools)} → **${settingWords(words, field, to, pools)}**`;

/** Why a typed or chosen value is refused. */
export function settingProblem({ settings }: Words, problem: SettingProblem): string {
  switch (problem.kind) {
    case 'gone':
      return settings.choiceGone;
    case 'range':
      return settings.wrongNumber(settings.labels[problem.field], problem.money, problem.least, problem.most);
    case 'operator':
      return settings.overOperator(settings.labels[problem.field], problem.most);
  }
}
