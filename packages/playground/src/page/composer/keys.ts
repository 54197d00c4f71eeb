import { changed, focusNext, state } from '../state.ts';
import { complete, giveUp, openCompletions, optionField, removeOption } from './actions.ts';
import { send } from './send.ts';

/** Keys as in Discord: arrows and Tab choose a completion, Enter sends, Backspace leaves an empty field. */
export function composerKey(event: KeyboardEvent): void {
  if (fileKey(event)) event.preventDefault();
  if (event.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
  const open = openCompletions();
  const marked = open[state.activeChoice];
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      if (open.length === 0) return;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      state.activeChoice = (state.activeChoice + step + open.length) % open.length;
      changed();
      break;
    }
    case 'Tab':
      if (!marked || event.shiftKey || chosen()) return;
      complete(marked);
      break;
    case 'Enter':
      if (event.shiftKey) return;
      if (marked && !chosen()) complete(marked);
      else send();
      break;
    case 'Escape':
      if (open.length > 0) state.completionsClosed = true;
      else if (state.draft.offer) state.draft = { ...state.draft, offer: false };
      else return;
      changed();
      break;
    case 'Backspace':
      if (!backOut(event.target)) return;
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** In a file field, Enter sends if a file is chosen, and Backspace removes the option. */
function fileKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLInputElement)) return false;
  const { name, file } = state.draft.filled.find((field) => field.name === target.dataset.option) ?? {};
  if (key === 'Enter' && file) send();
  else if (key === 'Backspace' && name) removeOption(name);
  else return false;
  return true;
}

/** Whether the focused option already holds a choice. Enter then sends instead of choosing again. */
function chosen(): boolean {
  const { command, filled, focused } = state.draft;
  return command !== null && filled.some(({ name, picked }) => name === focused && picked !== null);
}

/** Backspace in an empty field removes an optional option, or goes back one field, or leaves the command. */
function backOut(target: EventTarget | null): boolean {
  const name = target instanceof HTMLElement ? target.dataset.option : undefined;
  const { command, filled } = state.draft;
  const at = filled.findIndex((field) => field.name === name);
  const field = filled[at];
  if (!command || !field || field.typed !== '') return false;
  const required = command.options.some((option) => option.name === name && option.required);
  const before = filled[at - 1];
  if (!required) removeOption(field.name);
  else if (before) focusNext(optionField(before.name));
  else if (filled.every(({ typed }) => typed === '')) giveUp();
  return true;
}
