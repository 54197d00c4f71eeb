import { act } from '../act.ts';
import { changed, state } from '../state.ts';
import { hasAutocomplete } from './completions.ts';

/** Debounce before the bot is asked for completions, in milliseconds. */
const PAUSE_MS = 150;
let asking: ReturnType<typeof setTimeout> | undefined;

/** Asks the bot for completions if the focused option has autocomplete. */
export function askForCompletions(): void {
  clearTimeout(asking);
  const { command, focused, filled } = state.draft;
  const option = command?.options.find(({ name }) => name === focused);
  if (!command || !option || !hasAutocomplete(option)) return;
  const typed = Object.fromEntries(filled.map((field) => [field.name, String(field.picked ?? field.typed)]));
  const key = JSON.stringify([command.name, focused, typed]);
  if (state.autocomplete?.key === key) return;
  asking = setTimeout(async () => {
    const result = await act({ kind: 'autocomplete', command: command.name, options: typed, focused: option.name });
    if (state.draft.command !== command || state.draft.focused !== focused) return;
    state.autocomplete = result.ok
      ? { key, choices: result.choices ?? [], problem: null }
      : { key, choices: null, problem: 'Loading options failed.' };
    state.activeChoice = 0;
    changed();
  }, PAUSE_MS);
}
