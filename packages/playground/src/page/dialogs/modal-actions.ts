import { act } from '../act.ts';
import type { PageModal } from '../protocol.ts';
import { afterDrawing, changed, state } from '../state.ts';
import { runningFields } from './modal-parts.ts';

/** Opens the modal that the bot answered with, if any. */
export function openModal(modal: PageModal | undefined): void {
  if (!modal) return;
  const values = Object.fromEntries(runningFields(modal).map(({ customId, value }) => [customId, value]));
  // A form that follows another one goes back to where the first was opened.
  if (!state.modal) opener = document.activeElement;
  state.modal = { modal, values, sending: false, problem: null, fieldProblems: {} };
  changed();
}

/** What had the focus before the form was opened. */
let opener: Element | null = null;

export function closeModal(): void {
  state.modal = null;
  returnToOpener();
}

/** The dialog is taken out of the page, and the focus with it: it goes back to where it was. */
function returnToOpener(): void {
  const before = opener;
  opener = null;
  const gone = !(before instanceof HTMLElement) || before === document.body;
  afterDrawing(() => (gone || !before.isConnected ? composerField() : before)?.focus());
}

const composerField = () => document.querySelector<HTMLElement>('[data-testid="composer"] textarea');

export function fillField(customId: string, value: string | readonly string[]): void {
  if (!state.modal) return;
  const { [customId]: _gone, ...fieldProblems } = state.modal.fieldProblems;
  state.modal = { ...state.modal, values: { ...state.modal.values, [customId]: value }, fieldProblems };
  changed();
}

export async function submitModal(): Promise<void> {
  const open = state.modal;
  if (!open || open.sending) return;
  const fieldProblems = Object.fromEntries(
    runningFields(open.modal).flatMap((field) => {
      const problem = field.check(open.values[field.customId] ?? '');
      return problem ? [[field.customId, problem]] : [];
    }),
  );
  state.modal = { ...open, fieldProblems, problem: null, sending: Object.keys(fieldProblems).length === 0 };
  changed();
  if (!state.modal.sending) return;
  const result = await act({ kind: 'modal', interactionId: open.modal.interactionId, values: open.values });
  if (!state.modal) return;
  if (result.ok) state.modal = null;
  else state.modal = { ...state.modal, sending: false, problem: result.problem };
  if (result.ok) openModal(result.modal);
  if (state.modal) changed();
  else returnToOpener();
}
