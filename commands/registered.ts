import { type APIApplicationCommand, ApplicationCommandType } from 'discord.js';

/** Where commands are registered. Discord keeps both lists, and shows people both. */
export type Scope = 'everywhere' | 'guild';

/** A command as it is sent. Discord's answer has more fields. */
export type Sent = Pick<APIApplicationCommand, 'name'> & { type?: ApplicationCommandType };

/** By which names Discord's commands differ from ours. All empty: they are the same. */
export interface Difference {
  missing: string[];
  changed: string[];
  gone: string[];
}

/**
 * Compares the commands that Discord has with ours. Discord's answer is not what was sent: it has ids,
 * versions and nulls, adds defaults and leaves others out. Only fields that can be sent are compared, so that
 * a new field of Discord's makes no difference. Sources:
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object and
 * https://github.com/discord/discord-api-docs/issues/6744.
 */
export function differenceOf(theirs: readonly Sent[], ours: readonly Sent[], scope: Scope): Difference {
  const known = new Map(theirs.filter((command) => !isEntryPoint(command)).map((one) => [keyOf(one), one]));
  const wanted = new Map(ours.map((one) => [keyOf(one), one]));
  const difference: Difference = { missing: [], changed: [], gone: [] };
  for (const [key, command] of wanted) {
    const there = known.get(key);
    if (!there) difference.missing.push(command.name);
    else if (!isSame(there, command, scope)) difference.changed.push(command.name);
  }
  for (const [key, command] of known) if (!wanted.has(key)) difference.gone.push(command.name);
  return difference;
}

/** Whether nothing differs. */
export const isNone = ({ missing, changed, gone }: Difference): boolean =>
  missing.length + changed.length + gone.length === 0;

/**
 * Whether a command is the one by which people open an Activity. Discord makes it itself, and refuses a list
 * that leaves it out (code 50240).
 */
export const isEntryPoint = ({ type }: Sent): boolean => type === ApplicationCommandType.PrimaryEntryPoint;

const keyOf = ({ type = ApplicationCommandType.ChatInput, name }: Sent): string => `${type} ${name}`;

function isSame(theirs: Sent, ours: Sent, scope: Scope): boolean {
  const whole = (command: Sent) => normal({ type: ApplicationCommandType.ChatInput, ...command });
  const [there, here] = [whole(theirs), whole(ours)];
  for (const field of ['contexts', 'integration_types']) {
    // On one server Discord drops them. Where we name none, it chooses by the application's settings.
    if (scope === 'everywhere' && field in here) continue;
    delete here[field];
    delete there[field];
  }
  return JSON.stringify(here) === JSON.stringify(there);
}

/** The fields of commands, options and choices that can be sent, in the order in which they are compared. */
const fields = [
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'default_member_permissions'],
  ...['contexts', 'integration_types', 'nsfw', 'handler', 'required', 'autocomplete', 'min_value', 'max_value'],
  ...['min_length', 'max_length', 'channel_types', 'file_types', 'value', 'choices', 'options'],
] as const;
type Field = (typeof fields)[number];

/** Discord drops a bound that forbids nothing. */
const isBoundless = (field: Field, value: unknown): boolean =>
  (field === 'min_length' && value === 0) || (field === 'max_length' && value === 6000);

/** One command, option or choice without what Discord adds or leaves out. */
function normal(thing: object): Record<string, unknown> {
  const left: Record<string, unknown> = {};
  for (const field of fields) {
    const value = normalValue(field, (thing as Record<string, unknown>)[field]);
    if (!isNothing(value) && !isBoundless(field, value)) left[field] = value;
  }
  return left;
}

function normalValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (field) {
    case 'options':
    case 'choices':
      return (value as object[]).map(normal);
    case 'contexts':
    case 'integration_types':
    case 'channel_types':
    case 'file_types':
      // Sets: their order says nothing.
      return [...new Set(value as unknown[])].sort();
    case 'name_localizations':
    case 'description_localizations':
      return Object.entries(value)
        .filter(([, text]) => text !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    case 'default_member_permissions':
      return BigInt(value as string).toString();
    default:
      return value;
  }
}

/** What Discord adds where nothing was sent, or drops although it was. 0 is a value. */
const isNothing = (value: unknown): boolean =>
  value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);
