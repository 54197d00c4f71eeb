import type { SettingValues } from '../../../db/repo/guild-settings.ts';
import {
  operatorLimit,
  type SettingChange,
  type SettingField,
  type SettingPools,
  type TypedField,
} from '../../policy/settings-fields.ts';
import { plural, quoteLine } from './blocks.ts';
import { modelName } from './candidate-name.ts';
import { amountWords } from './limits-refused.ts';

export const settingLabels: Readonly<Record<SettingField, string>> = {
  stopped: 'Questions',
  channels: 'Channels for questions',
  askRoles: 'Roles that may ask',
  logChannelId: 'Channel for reports',
  candidates: 'Replies to a question',
  effort: 'Effort of the judge',
  models: 'Models that reply',
  judge: 'Judge',
  tournament: 'Tournament',
  voting: 'Voting',
  ballotMinutes: 'Voting ends after (minutes)',
  ballotVotes: 'Voting ends at so many votes',
  membersMaySeeWhy: 'Members may read why, after voting',
  userAsks: 'Questions a member',
  userTokens: 'Tokens a member',
  userUsd: 'US dollars a member',
  guildAsks: 'Questions, whole server',
  guildTokens: 'Tokens, whole server',
  guildUsd: 'US dollars, whole server',
};

type Value = SettingValues[SettingField];

/** `4`, `default (4)`, `#help, #questions`. */
export function settingWords(field: SettingField, value: Value, pools: SettingPools): string {
  if (value === null || value === undefined) return defaultWords(field, pools);
  if (Array.isArray(value)) return value.map((item) => listed(field, item)).join(', ');
  if (field === 'logChannelId') return `<#${value}>`;
  if (field === 'stopped') return value ? 'stopped' : 'taken';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return figureWords(field, value);
  return quoteLine(field === 'judge' ? modelName(value) : value, 60);
}

const listed = (field: SettingField, item: string) =>
  field === 'channels' ? `<#${item}>` : field === 'askRoles' ? `<@&${item}>` : quoteLine(modelName(item), 60);

function figureWords(field: SettingField, value: number): string {
  if (field === 'ballotMinutes') return plural(value, 'minute');
  if (field === 'ballotVotes') return plural(value, 'vote');
  if (field.endsWith('Usd')) return amountWords.usd(value);
  return value.toLocaleString('en');
}

function defaultWords(field: SettingField, pools: SettingPools): string {
  const { defaults } = pools;
  switch (field) {
    case 'stopped':
      return 'taken';
    case 'channels':
      return 'all';
    case 'askRoles':
      return 'everybody';
    case 'models':
      return 'all';
    case 'logChannelId':
      return 'none';
    case 'membersMaySeeWhy':
      return 'no';
    case 'effort':
      return 'default (standard)';
    case 'voting':
      return 'default (duel)';
    case 'candidates':
      return `default (${defaults.candidates})`;
    case 'judge':
      return `default (${quoteLine(modelName(defaults.judge), 50)})`;
    case 'tournament':
      return `default (${quoteLine(defaults.tournament, 50)})`;
    case 'ballotMinutes':
      return `default (${figureWords(field, defaults.ballotMinutes)})`;
    case 'ballotVotes':
      return defaults.ballotVotes === null ? 'by time alone' : `default (${figureWords(field, defaults.ballotVotes)})`;
    default: {
      const most = operatorLimit(field as TypedField, pools);
      return most === null ? 'no limit' : `${figureWords(field, most)} (the operator’s limit)`;
    }
  }
}

/** `candidates: 4 → 8`. */
export const changeLine = ({ field, from, to }: SettingChange, pools: SettingPools): string =>
  `- ${settingLabels[field]}: ${settingWords(field, from, pools)} → **${settingWords(field, to, pools)}**`;
