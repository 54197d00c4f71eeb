import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { descriptionOf, labelOf } from '../labels.ts';

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
  /** The name with its subcommand, as the bot knows it: `ask`, `settings show`. */
  name: string;
  /** The same as the member's client shows it. */
  label: string;
  description: string;
  options: readonly CommandOption[];
}

/** An option in the language of the member's client. `name` is still the bot's. */
export type CommandOption = APIApplicationCommandBasicOption & { label: string };

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
  name_localizations?: object | null | undefined;
  description: string;
  description_localizations?: object | null | undefined;
  options?: readonly AnyOption[];
  choices?: readonly { name: string; name_localizations?: object | null | undefined; value: string | number }[];
}

/** The slash commands as people type them, in the language of a client: one entry for each subcommand. */
export function typeable(commands: readonly APIApplicationCommand[], locale = 'en-US'): Command[] {
  const shown = (option: AnyOption) => ({
    ...option,
    label: labelOf(option, locale),
    description: descriptionOf(option, locale),
    ...(option.choices
      ? { choices: option.choices.map((choice) => ({ ...choice, name: labelOf(choice, locale) })) }
      : {}),
  });
  const entries = (path: Pick<Command, 'name' | 'label' | 'description'>, options: readonly AnyOption[]): Command[] => {
    const nested = options.filter(({ type }) => type === SUBCOMMAND || type === SUBCOMMAND_GROUP);
    if (nested.length === 0) return [{ ...path, options: options.map(shown) as unknown as readonly CommandOption[] }];
    return nested.flatMap((option) => {
      const { name, label, description } = shown(option);
      return entries(
        { name: `${path.name} ${name}`, label: `${path.label} ${label}`, description },
        option.options ?? [],
      );
    });
  };
  return commands
    .filter(({ type }) => type === 1)
    .flatMap((command) =>
      entries(
        { name: command.name, label: labelOf(command, locale), description: descriptionOf(command, locale) },
        (command.options ?? []) as AnyOption[],
      ),
    );
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
  const found = commands
    .flatMap((known) => [known.name, known.label].map((typed) => ({ known, typed })))
    .filter(({ typed }) => text.toLowerCase().startsWith(`/${typed} `))
    .sort((a, b) => b.typed.length - a.typed.length)[0];
  if (!found) return null;
  const command = found.known;
  const option = freeTextOption(command);
  const rest = text.slice(found.typed.length + 2);
  if (!option) return commandDraft(command);
  const named = [option.name, option.label].find((name) => rest.startsWith(`${name}:`));
  const value = named === undefined ? rest : rest.slice(named.length + 1).trimStart();
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
  return textDraft(written || `/${command.label}`);
}

function withoutProblem({ problems }: Draft, name: string) {
  const { [name]: _gone, ...others } = problems;
  return others;
}
