import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10';

/** The content of the composer. */
export interface Draft {
  /** The plain text while no command is chosen. */
  text: string;
  command: Command | null;
  /** The options with a field, in the order in which they were added. */
  filled: readonly Filled[];
  /** The name of the option whose field has the focus. */
  focused: string | null;
  /** Problems by the name of the option. The key '' is for the whole draft. */
  problems: Readonly<Record<string, string>>;
  /** Whether to offer /ask, because the person sent plain text that addresses nobody. */
  offer: boolean;
}

export interface Command {
  /** The name with its subcommand: `ask`, `settings show`. */
  name: string;
  description: string;
  options: readonly APIApplicationCommandBasicOption[];
}

export interface Filled {
  name: string;
  typed: string;
  /** The value that was picked from a list. `typed` is then its name. */
  picked: string | number | boolean | null;
  /** For an option that takes a file. */
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

/** The slash commands as people type them: one entry for each subcommand. */
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

/** A draft with fields for the required options and for those in `given`. */
export function commandDraft(command: Command, given: Readonly<Record<string, string>> = {}): Draft {
  const filled = command.options
    .filter(({ name, required }) => required || name in given)
    .map(({ name }) => ({ name, typed: given[name] ?? '', picked: null }));
  return { ...emptyDraft, command, filled, focused: filled[0]?.name ?? null };
}

/** The first option that takes free text, such as the question. */
export const freeTextOption = (command: Command) =>
  command.options.find((option) => option.type === 3 && !('choices' in option && option.choices?.length));

/**
 * Reads `/ask why …`: the text after the command goes into its first free-text option.
 * @returns null while the text holds no complete command.
 */
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

/** Leaves the command and keeps its free text as plain text. */
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
