import { type APIApplicationCommand, ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Option } from './command-limits.ts';
import type { OptionValue } from './driver.ts';

const {
  Attachment,
  Boolean: Yes,
  Channel,
  Integer,
  Mentionable,
  Number: Decimal,
  Role,
  String: Text,
  User,
} = ApplicationCommandOptionType;
const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

export type Given = Readonly<Record<string, OptionValue>>;

/** The options of a command or subcommand such as `settings channels add`. */
export interface Leaf {
  options: readonly Option[];
  /** Wraps filled-in options in their subcommand and group, as an interaction carries them. */
  nest: (data: object[]) => object[];
}

/** @throws when there is no such subcommand, or the command has subcommands and `path` names none. */
export function leafOf(command: APIApplicationCommand, path: readonly string[]): Leaf {
  const options = (command.options ?? []) as unknown as Option[];
  return descend(command.name, options, path);
}

function descend(name: string, options: readonly Option[], [next, ...rest]: readonly string[]): Leaf {
  const nested = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (next === undefined) {
    if (nested.length > 0) throw new Error(`/${name} needs one of: ${nested.map((option) => option.name).join(', ')}`);
    return { options, nest: (data) => data };
  }
  const found = nested.find((option) => option.name === next);
  if (!found) throw new Error(`/${name} has no ${next}`);
  const leaf = descend(`${name} ${next}`, found.options ?? [], rest);
  return { ...leaf, nest: (data) => [{ name: found.name, type: found.type, options: leaf.nest(data) }] };
}

/** Why Discord's client would not send these options, in its words. Empty when it would. */
export function optionProblems(options: readonly Option[], given: Given): string[] {
  const unknown = Object.keys(given).filter((name) => !options.some((option) => option.name === name));
  return [
    ...unknown.map((name) => `${name}: there is no such option`),
    ...options.flatMap((option) => problemsOf(option, given[option.name]).map((text) => `${option.name}: ${text}`)),
  ];
}

function problemsOf(option: Option, value: OptionValue | undefined): string[] {
  if (value === undefined || value === '') return option.required ? ['This option is required. Specify a value'] : [];
  if (option.choices && !option.choices.some((choice) => choice.value === typed(option, value)))
    return ['Choose one of the choices'];
  if (option.type === Text) return lengthProblems(option, String(value).length);
  if (option.type === Integer || option.type === Decimal) return numberProblems(option, Number(value));
  return [];
}

function lengthProblems({ min_length = 0, max_length = 6000 }: Option, length: number): string[] {
  if (length > max_length) return [`Must be ${max_length} or fewer characters`];
  return length < min_length ? [`Must be ${min_length} or more characters`] : [];
}

function numberProblems({ type, min_value, max_value }: Option, value: number): string[] {
  if (!Number.isFinite(value)) return ['Input a valid number'];
  if (type === Integer && !Number.isInteger(value)) return ['Input a valid integer'];
  if (value < (min_value ?? -Infinity)) return [`The value must be greater than or equal to ${min_value}`];
  return value > (max_value ?? Infinity) ? [`The value must be less than or equal to ${max_value}`] : [];
}

/**
 * Options as an interaction carries them, converted to the command's types.
 * The focused option stays as typed.
 */
export const optionData = (options: readonly Option[], given: Given, focused?: string): object[] =>
  Object.entries(given).map(([name, value]) => {
    const option = options.find((known) => known.name === name);
    const isFocused = name === focused;
    return {
      name,
      type: option?.type ?? Text,
      value: isFocused || !option ? value : typed(option, value),
      ...(isFocused ? { focused: true } : {}),
    };
  });

function typed({ type }: Option, value: OptionValue): OptionValue {
  if (type === Integer || type === Decimal) return Number(value);
  if (type === Yes) return value === true || value === 'true';
  return String(value);
}

/** The ids of users, roles, channels and files in the options: `resolved` describes them. */
export const namedIds = (options: readonly Option[], given: Given): string[] =>
  options
    .filter(({ type }) => ([User, Role, Channel, Mentionable, Attachment] as number[]).includes(type))
    .flatMap(({ name }) => (given[name] === undefined ? [] : [String(given[name])]));
