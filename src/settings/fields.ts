import type { SettingValues } from '../../db/repo/guild-settings.ts';
import type { Limits, Measure } from '../limits/limits.ts';
import { rulesVersionsIn } from '../model-name.ts';
import {
  BALLOT_MINUTES,
  BALLOT_VOTES,
  type Bounds,
  CANDIDATES,
  efforts,
  isWithin,
  languages,
  votings,
} from '../terms.ts';

export type SettingField = keyof SettingValues;

/** The pages of the `/settings` panel and their fields, in the order shown. */
export const settingPages = {
  asking: ['stopped', 'channels', 'askRoles', 'logChannelId', 'language'],
  answers: ['candidates', 'effort', 'models', 'tournament'],
  judge: ['judge'],
  voting: [
    'voting',
    'ballotMinutes',
    'ballotVotes',
    'hidePick',
    'membersMaySeeWhy',
    'announceClose',
    'threadAtClose',
    'researcherRoles',
  ],
  limits: [
    'userAsks',
    'userTokens',
    'userUsd',
    'trustedRoles',
    'trustedAsks',
    'trustedTokens',
    'trustedUsd',
    'guildAsks',
    'guildTokens',
    'guildUsd',
    'userAtOnce',
    'guildAtOnce',
  ],
} as const satisfies Record<string, readonly SettingField[]>;
export type SettingPage = keyof typeof settingPages;
export const pageNames = Object.keys(settingPages) as SettingPage[];
export const settingFields: readonly SettingField[] = Object.values(settingPages).flat();

/** @returns the page of the panel that shows a field. */
export const pageOf = (field: SettingField): SettingPage =>
  pageNames.find((page) => (settingPages[page] as readonly string[]).includes(field)) ?? 'asking';

/** Fields that are chosen from a menu. Other fields are switched on and off, or typed into a form. */
export const menuFields = [
  'channels',
  'askRoles',
  'researcherRoles',
  'trustedRoles',
  'logChannelId',
  'language',
  'candidates',
  'effort',
  'models',
  'judge',
  'tournament',
  'voting',
] as const;
/** Fields that a button switches on and off. */
export const switchFields = ['stopped', 'hidePick', 'membersMaySeeWhy', 'announceClose', 'threadAtClose'] as const;
export type SwitchField = (typeof switchFields)[number];

/** Whether a switch is on where nobody has set it. */
const onByDefault = (field: SwitchField): boolean => field === 'membersMaySeeWhy';
/** Whether a switch is on. */
export const isOn = (field: SwitchField, values: SettingValues): boolean => values[field] ?? onByDefault(field);
/** @returns the value to store for a switch; null is its default. */
export const switchedTo = (field: SwitchField, on: boolean): boolean | null => (on === onByDefault(field) ? null : on);
/** The forms of the panel and the fields that are typed into each. */
export const settingForms = {
  ballot: ['ballotMinutes', 'ballotVotes'],
  member: ['userAsks', 'userTokens', 'userUsd'],
  trusted: ['trustedAsks', 'trustedTokens', 'trustedUsd'],
  server: ['guildAsks', 'guildTokens', 'guildUsd'],
  atOnce: ['userAtOnce', 'guildAtOnce'],
} as const satisfies Record<string, readonly SettingField[]>;
export type SettingForm = keyof typeof settingForms;
export const formNames = Object.keys(settingForms) as SettingForm[];
export type MenuField = (typeof menuFields)[number];
export type TypedField = (typeof settingForms)[SettingForm][number];

/** What the operator lets a server choose from, and the defaults. */
export interface SettingPools {
  models: readonly string[];
  judges: readonly string[];
  /** Judges with rules that this server gave them, by their whole names, newest first. */
  ruled?: readonly string[];
  tournaments: readonly string[];
  /** The server's own setting where it is a prior that was fitted to its judge. */
  fitted?: string | null;
  /** The operator's limits. A server can only set stricter ones. */
  limits: Limits;
  /**
   * The values that apply when the server chooses nothing. `ballotVotes` null: a ballot closes by time alone.
   */
  defaults: {
    candidates: number;
    ballotMinutes: number;
    ballotVotes: number | null;
    judge: string;
    tournament: string;
  };
}

/** The menu value that means the installation's default. */
export const DEFAULT = 'default';

/** The menu value of a prior that was fitted to the server's judge. */
export const FITTED = 'fitted';

/**
 * The menu value of a model: its place in the pool and its name, at most 100 characters. The address behind
 * `@` is left out, because it is the operator's private matter.
 */
export const modelKey = (pool: readonly string[], name: string): string =>
  `${pool.indexOf(name)} ${name.split('@')[0]}`.slice(0, 100);

/**
 * The menu value of a judge with rules. It stays the same while newer versions come to stand in front of it.
 */
export const ruledKey = (name: string): string => `rules ${rulesVersionsIn(name).join()}`;

const namedBy = (pool: readonly string[], key: string) => pool.find((name) => modelKey(pool, name) === key);

/**
 * Why a choice or an input is refused. `src/discord/words` holds the sentence for each. `gone`: the choice is
 * not offered (any more). `operator`: the operator's limit is lower.
 */
export type SettingProblem =
  | { kind: 'gone' }
  | { kind: 'range'; field: TypedField; money: boolean; least: number; most: number }
  | { kind: 'operator'; field: TypedField; most: number };
type Read = { change: SettingValues } | { problem: SettingProblem };
const unknown: Read = { problem: { kind: 'gone' } };

/**
 * Reads a choice from a menu. The caller must check that ids of channels and roles exist.
 *
 * @returns the change to the settings, or the problem when the choice is not offered.
 */
export function readMenu(field: MenuField, chosen: readonly string[], pools: SettingPools): Read {
  const [first = DEFAULT] = chosen;
  if (field === 'channels' || field === 'askRoles' || field === 'researcherRoles' || field === 'trustedRoles')
    return { change: { [field]: chosen.length > 0 ? [...chosen] : null } };
  if (field === 'logChannelId') return { change: { logChannelId: chosen[0] ?? null } };
  if (field === 'models') {
    const on = chosen.map((key) => namedBy(pools.models, key));
    if (on.length === 0 || on.includes(undefined)) return unknown;
    const all = pools.models.every((name) => on.includes(name));
    return { change: { models: all ? null : pools.models.filter((name) => on.includes(name)) } };
  }
  if (first === DEFAULT) return { change: { [field]: null } };
  if (field === 'candidates') {
    const n = Number(first);
    return isWithin(CANDIDATES, n) ? { change: { candidates: n } } : unknown;
  }
  if (field === 'judge') {
    const judge = namedBy(pools.judges, first) ?? pools.ruled?.find((name) => ruledKey(name) === first);
    return judge ? { change: { judge } } : unknown;
  }
  if (field === 'tournament' && first === FITTED)
    return pools.fitted ? { change: { tournament: pools.fitted } } : unknown;
  const offered = { language: languages, effort: efforts, voting: votings, tournament: pools.tournaments }[field];
  return (offered as readonly string[]).includes(first) ? { change: { [field]: first } } : unknown;
}

/**
 * The rule for a typed field: a whole number, or dollars down to cents, within bounds and the operator's
 * limit.
 */
interface TypedRule extends Bounds {
  money: boolean;
  /** The operator's limit on this field. null: none. */
  operator: (limits: Partial<Limits>) => number | null;
}

const voting = (bounds: Bounds): TypedRule => ({ ...bounds, money: false, operator: () => null });
const spending = (scope: 'user' | 'server', measure: Measure): TypedRule => ({
  least: 0,
  most: measure === 'tokens' ? 1e12 : 1e6,
  money: measure === 'usd',
  operator: (limits) => limits[scope]?.[measure] ?? null,
});
const atOnce = (scope: 'user' | 'server'): TypedRule => ({
  least: 1,
  most: 1e6,
  money: false,
  operator: (limits) => limits.atOnce?.[scope] ?? null,
});

const typedRules: Readonly<Record<TypedField, TypedRule>> = {
  ballotMinutes: voting(BALLOT_MINUTES),
  ballotVotes: voting(BALLOT_VOTES),
  userAsks: spending('user', 'asks'),
  userTokens: spending('user', 'tokens'),
  userUsd: spending('user', 'usd'),
  trustedAsks: spending('user', 'asks'),
  trustedTokens: spending('user', 'tokens'),
  trustedUsd: spending('user', 'usd'),
  guildAsks: spending('server', 'asks'),
  guildTokens: spending('server', 'tokens'),
  guildUsd: spending('server', 'usd'),
  userAtOnce: atOnce('user'),
  guildAtOnce: atOnce('server'),
};

/** @returns the operator's limit on a field, or null when there is none. */
export const operatorLimit = (field: TypedField, { limits }: SettingPools): number | null =>
  typedRules[field].operator(limits);

/**
 * Reads an input of a form. Cents may follow a point or a comma. An empty input means the default.
 *
 * @returns the change to the settings, or the problem.
 */
export function readTyped(field: TypedField, typed: string, pools: SettingPools): Read {
  const text = typed
    .trim()
    .replaceAll(/[\s_']/g, '')
    .replace(/,(\d{1,2})$/, '.$1');
  if (text === '') return { change: { [field]: null } };
  const value = Number(text);
  const { least, most, money } = typedRules[field];
  const whole = money || Number.isInteger(value);
  if (!/^\d+(\.\d{1,2})?$/.test(text) || !whole || value < least || value > most)
    return { problem: { kind: 'range', field, money, least, most } };
  const operator = operatorLimit(field, pools);
  if (operator !== null && value > operator) return { problem: { kind: 'operator', field, most: operator } };
  return { change: { [field]: value } };
}

/** One changed setting. null: the installation's default. */
export interface SettingChange {
  field: SettingField;
  from: SettingValues[SettingField];
  to: SettingValues[SettingField];
}

/**
 * Lists what differs between two states of the settings, in the panel's order. Absent equals null, the
 * default.
 */
export function settingChanges(from: SettingValues, to: SettingValues): SettingChange[] {
  return settingFields.flatMap((field) =>
    same(field, from, to) ? [] : [{ field, from: from[field] ?? null, to: to[field] ?? null }],
  );
}

/** Lists are compared as sets: the order in which roles were chosen means nothing. */
const same = (field: SettingField, from: SettingValues, to: SettingValues) =>
  isSwitch(field) ? isOn(field, from) === isOn(field, to) : canonical(from[field]) === canonical(to[field]);
const isSwitch = (field: SettingField): field is SwitchField => (switchFields as readonly string[]).includes(field);
const canonical = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : (value ?? null));
