import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { Choices } from '../state.ts';
import type { Command, Draft } from './draft.ts';

/** An entry of the list above the composer. */
export type Completion =
  | { kind: 'command'; command: Command }
  | { kind: 'choice'; option: string; name: string; value: string | number | boolean };

/** Discord shows at most 25. */
const SHOWN = 25;

/**
 * The completions for what the person is typing.
 * `suggested` are the bot's, for an option with autocomplete.
 */
export function completionsFor(
  draft: Draft,
  commands: readonly Command[],
  suggested: Choices | null,
  people: readonly { id: string; name: string }[],
): Completion[] {
  if (!draft.command) return commandsStarting(draft.text, commands);
  const option = draft.command.options.find(({ name }) => name === draft.focused);
  const filled = draft.filled.find(({ name }) => name === draft.focused);
  if (!option || !filled) return [];
  const all = hasAutocomplete(option) ? (suggested ?? []) : listOf(option, people);
  const wanted = filled.picked === null && !hasAutocomplete(option) ? filled.typed.trim().toLowerCase() : '';
  return all
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, SHOWN)
    .map(({ name, value }) => ({ kind: 'choice', option: option.name, name, value }));
}

export const hasAutocomplete = (option: APIApplicationCommandBasicOption): boolean =>
  'autocomplete' in option && option.autocomplete === true;

function commandsStarting(text: string, commands: readonly Command[]): Completion[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const wanted = text.slice(1).trim().toLowerCase();
  return commands
    .filter(({ name, label }) => label.includes(wanted) || name.includes(wanted))
    .sort(
      (a, b) =>
        Number(b.label.startsWith(wanted)) - Number(a.label.startsWith(wanted)) || a.label.localeCompare(b.label),
    )
    .map((command) => ({ kind: 'command', command }));
}

function listOf(option: APIApplicationCommandBasicOption, people: readonly { id: string; name: string }[]) {
  if (option.type === 5) {
    return [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ];
  }
  if (option.type === 6 || option.type === 9) return people.map(({ id, name }) => ({ name, value: id }));
  return 'choices' in option ? (option.choices ?? []) : [];
}
