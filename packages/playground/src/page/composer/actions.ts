import { clientLocale } from '../command-labels.ts';
import { changed, focusNext, state } from '../state.ts';
import { askForCompletions } from './autocomplete.ts';
import { type Completion, completionsFor } from './completions.ts';
import * as drafts from './draft.ts';

export const optionField = (name: string) => `[data-testid="composer"] [data-option="${CSS.escape(name)}"]`;
const textField = '[data-testid="composer-input"]';

export const commands = () => drafts.typeable(state.commands, clientLocale());

export function setDraft(draft: drafts.Draft): void {
  const moved = draft.focused !== state.draft.focused || draft.command !== state.draft.command;
  state.draft = draft;
  state.completionsClosed = false;
  if (moved) {
    state.autocomplete = null;
    state.activeChoice = 0;
  }
  askForCompletions();
  changed();
}

/** Puts a draft into the composer, and the focus into its first empty field. */
export function beginDraft(draft: drafts.Draft): void {
  setDraft(draft);
  const field = draft.filled.find(({ typed }) => typed === '') ?? draft.filled[0];
  focusNext(draft.command && field ? optionField(field.name) : draft.command ? '[data-testid="send"]' : textField);
}

export function typeText(text: string): void {
  const read = drafts.readTyped(text, commands());
  if (read) beginDraft(read);
  else {
    state.activeChoice = 0;
    setDraft({ ...drafts.textDraft(text), offer: state.draft.offer && text !== '' });
  }
}

export function typeOption(name: string, typed: string): void {
  state.activeChoice = 0;
  setDraft({ ...drafts.fillOption(state.draft, name, typed), focused: name });
}

export function chooseFile(name: string, file: File | undefined): void {
  const filled = state.draft.filled.map((field) =>
    field.name === name ? { name, typed: '', picked: null, ...(file ? { file } : {}) } : field,
  );
  setDraft({ ...state.draft, filled, problems: {} });
}

export function focusOption(name: string): void {
  if (state.draft.focused !== name) setDraft({ ...state.draft, focused: name });
}

export function addOption(name: string): void {
  setDraft(drafts.addOption(state.draft, name));
  focusNext(optionField(name));
}

export function removeOption(name: string): void {
  const draft = drafts.removeOption(state.draft, name);
  const last = draft.filled.at(-1);
  setDraft({ ...draft, focused: last?.name ?? null });
  focusNext(last ? optionField(last.name) : '[data-testid="send"]');
}

export const giveUp = (): void => beginDraft(drafts.givenUp(state.draft));

export function openCompletions(): readonly Completion[] {
  if (state.completionsClosed) return [];
  return completionsFor(state.draft, commands(), state.autocomplete?.choices ?? null, state.hello?.people ?? []);
}

export function complete(completion: Completion): void {
  if (completion.kind === 'command') {
    beginDraft(drafts.commandDraft(completion.command));
    return;
  }
  const { option, name, value } = completion;
  setDraft(drafts.fillOption(state.draft, option, name, value));
  state.completionsClosed = true;
  const next = state.draft.filled.find(({ typed }) => typed === '');
  focusNext(optionField(next?.name ?? option));
}

/** Opens a command with these options filled in: texts, files, and for others a value of theirs. */
export function commandWith(name: string, given: Readonly<Record<string, string | boolean | File>>): void {
  const command = commands().find((known) => known.name === name);
  if (!command) return;
  const filled = Object.entries(given).flatMap(([option, value]): drafts.Filled[] => {
    const known = command.options.find((o) => o.name === option);
    if (!known) return [];
    if (value instanceof File) return [{ name: option, typed: '', picked: null, file: value }];
    const choice = 'choices' in known ? known.choices?.find((c) => c.value === value) : undefined;
    if (choice) return [{ name: option, typed: choice.name, picked: choice.value }];
    if (typeof value === 'boolean') return [{ name: option, typed: value ? 'True' : 'False', picked: value }];
    return [{ name: option, typed: value, picked: null }];
  });
  setDraft({ ...drafts.commandDraft(command), filled, focused: filled[0]?.name ?? null });
  state.completionsClosed = true;
  focusNext('[data-testid="send"]');
}

/** Opens a command, as a press on its name in a message does, if the member has it. */
export function openCommand(name: string): void {
  const command = commands().find((known) => known.name === name);
  if (command) beginDraft(drafts.commandDraft(command));
}

/** Opens `/ask`, or else the first command with free text, with this text filled in. */
export function offerCommand(text: string): void {
  const all = commands().filter(drafts.freeTextOption);
  const command = all.find(({ name }) => name === 'ask') ?? all[0];
  if (!command) return;
  const option = drafts.freeTextOption(command);
  beginDraft(drafts.commandDraft(command, option && text !== '' ? { [option.name]: text } : {}));
  if (option && text !== '') focusNext(optionField(option.name));
}
