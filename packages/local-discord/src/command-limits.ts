import {
  type APIApplicationCommand,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import { type Problem, problem } from './errors.ts';

/** Limits that the schemas lack: https://discord.com/developers/docs/interactions/application-commands. */
const MOST_CHARACTERS = 8000;
const mostCommands = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
} as Readonly<Record<number, number>>;
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export interface Option {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  options?: Option[];
  choices?: { name: string; value: string | number }[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
}

const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

/** Validates a command's definition against the limits that the schemas lack. */
export function commandProblems(command: APIApplicationCommand): Problem[] {
  const { type = ApplicationCommandType.ChatInput, name, description } = command;
  const options = (command.options ?? []) as unknown as Option[];
  const say = (wrong: boolean, path: string, message: string) => (wrong ? [problem(path, message)] : []);
  if (type !== ApplicationCommandType.ChatInput) {
    return [
      ...say(Boolean(description), 'description', 'A menu command has no description.'),
      ...say(options.length > 0, 'options', 'A menu command has no options.'),
    ];
  }
  return [
    ...nameProblems('name', name),
    ...say(!description, 'description', 'This field is required'),
    ...say(
      characters({ name, description, options }) > MOST_CHARACTERS,
      'options',
      'Command exceeds maximum size (8000)',
    ),
    ...optionsProblems('options', options, 0),
  ];
}

/** Whether these are more commands of one type than an application may register globally or in one server. */
export const isTooMany = (commands: readonly APIApplicationCommand[]): boolean =>
  Object.entries(mostCommands).some(
    ([type, most]) => commands.filter((command) => (command.type ?? 1) === Number(type)).length > most,
  );

const nameProblems = (path: string, name: string): Problem[] =>
  namePattern.test(name) && name === name.toLowerCase()
    ? []
    : [problem(path, 'Command name is invalid', 'APPLICATION_COMMAND_INVALID_NAME')];

function optionsProblems(path: string, options: readonly Option[], depth: number): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem(path, message)] : []);
  const names = options.map(({ name }) => name);
  const firstOptional = options.findIndex(({ required }) => !required);
  const nested = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  return [
    ...say(new Set(names).size !== names.length, 'Option names must be unique'),
    ...say(
      nested.length === 0 &&
        options.some(({ required }, index) => required && firstOptional !== -1 && index > firstOptional),
      'Required options must be placed before non-required options',
    ),
    ...say(
      nested.length > 0 && nested.length < options.length,
      'Sub-command and non-sub-command options cannot be mixed',
    ),
    ...say(
      nested.some(({ type }) => depth > (type === SubcommandGroup ? 0 : 1)),
      'Sub-commands can be nested one level deep only',
    ),
    ...options.flatMap((option, index) => optionProblems(`${path}.${index}`, option, depth)),
  ];
}

function optionProblems(path: string, option: Option, depth: number): Problem[] {
  const say = (wrong: boolean, message: string) => (wrong ? [problem(path, message)] : []);
  const names = option.choices?.map(({ name }) => name) ?? [];
  return [
    ...nameProblems(`${path}.name`, option.name),
    ...say(Boolean(option.autocomplete) && names.length > 0, 'autocomplete and choices exclude each other'),
    ...say(new Set(names).size !== names.length, 'Choice names must be unique'),
    ...say((option.min_length ?? 0) > (option.max_length ?? 6000), 'min_length is greater than max_length'),
    ...say((option.min_value ?? -Infinity) > (option.max_value ?? Infinity), 'min_value is greater than max_value'),
    ...(option.options ? optionsProblems(`${path}.options`, option.options, depth + 1) : []),
  ];
}

function characters({ name, description, options = [], choices = [] }: Partial<Option>): number {
  const own = (name?.length ?? 0) + (description?.length ?? 0);
  const ofChoices = choices.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
  return own + ofChoices + options.reduce((sum, option) => sum + characters(option), 0);
}
