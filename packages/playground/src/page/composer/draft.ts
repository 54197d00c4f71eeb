import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10';

/** What stands in the composer. */
export interface Draft {
  /** While no command is chosen. */
  text: string;
  command: Command | null;
  /** The options that have a field, in the order in which they were added. */
  filled: readonly Filled[];
  /** The option whose field has the focus. */
  focused: string | null;
  /** What is wrong with an option, by its name; '' holds what is wrong with the whole. */
  problems: Readonly<Record<string, string>>;
  /** Plain text was sent where only commands are answered. */
  offer: boolean;
}

export interface Command {
  /** With subcommand, as it is typed: `ask`, `settings show`. */
  name: string;
  description: string;
  options: readonly APIApplicationCommandBasicOption[];
}

export interface Filled {
  name: string;
  typed: string;
  /** Set where it was chosen from a list; `typed` is its name then. */
  picked: string | number | boolean | null;
  /** Where the option takes a file. */
  file?: File;
}

/** Discord's type of an option that takes a file. */
export const attachment = 11;

export const emptyDraft: Draft = { text: '', command: null, filled: [], focused: null, problems: {}, offer: false };

export const textDraft = (text: string): Draft => ({ ...emptyDraft, text });

const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

interface AnyOption {
  type: number;
  name: string;
  description: string;
  options?: readonly AnyOption[];
}

/** Slash commands as a person can type them: one entry for each subcommand. */
export function typeable(commands: readonly APIApplicationCommand[]): Command[] {
  const entries = (name: string, description: string, options: readonly AnyOption[]): Command[] => {
    const nested = options.filter(({ type }) => type === SUBCOMMAND || type === SUBCOMMAND_GROUP);
    if (nested.length === 0)
      return [{ name, description, options: options as unknown as readonly APIApplicationCommandBasicOption[] }];
    return nested.flatMap((option) => entries(`${name} ${option.name}`, option.description, option.options ?? []));
  };
  return commands
    .filter(({ type }) => type === 1)
    .flatMap((command) => entries(command.name, command.description, (command.options ?? []) as AnyOption[]));
}

/** A command begun: its required options, and those that something is given for. */
export function commandDraft(command: Command, given: Readonly<Record<string, string>> = {}): Draft {
  const filled = command.options
    .filter(({ name, required }) => required || name in given)
    .map(({ name }) => ({ name, typed: given[name] ?? '', picked: null }));
  return { ...emptyDraft, command, filled, focused: filled[0]?.name ?? null };
}

/** The first option that takes free text: where a question goes. */
export const freeTextOption = (command: Command) =>
  command.options.find((option) => option.type === 3 && !('choices' in option && option.choices?.length));

/** `/ask why …` typed in one go: the command with the rest in its first option; null while no command is complete. */
export function readTyped(text: string, commands: readonly Command[]): Draft | null {
  const command = commands
    .filter(({ name }) => text.toLowerCase().startsWith(`/${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) return null;
  const option = freeTextOption(command);
  const rest = text.slice(command.name.length + 2);
  if (!option) return commandDraft(command);
  const value = rest.startsWith(`${option.name}:`) ? rest.slice(option.name.length + 1).trimStart() : rest;
  return commandDraft(command, value === '' ? {} : { [option.name]: value });
}

export function addOption(draft: Draft, name: string): Draft {
  if (draft.filled.some((filled) => filled.name === name)) return { ...draft, focused: name };
  return { ...draft, filled: [...draft.filled, { name, typed: '', picked: null }], focused: name };
}

export const removeOption = (draft: Draft, name: string): Draft => ({
  ...draft,
  filled: draft.filled.filter((filled) => filled.name !== name),
  problems: withoutProblem(draft, name),
});

export const fillOption = (draft: Draft, name: string, typed: string, picked: Filled['picked'] = null): Draft => ({
  ...draft,
  filled: draft.filled.map((filled) => (filled.name === name ? { name, typed, picked } : filled)),
  problems: withoutProblem(draft, name),
});

/** Out of the command again, with what was written kept as plain text. */
export function givenUp(draft: Draft): Draft {
  const { command, filled } = draft;
  if (!command) return draft;
  const free = freeTextOption(command)?.name;
  const written = filled.find(({ name }) => name === free)?.typed.trim();
  return textDraft(written || `/${command.name}`);
}

function withoutProblem({ problems }: Draft, name: string) {
  const { [name]: _gone, ...others } = problems;
  return others;
}
