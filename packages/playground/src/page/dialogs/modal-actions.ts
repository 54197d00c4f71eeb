import { act } from '../act.ts';
import type { PageModal } from '../protocol.ts';
import { changed, state } from '../state.ts';
import { runningFields } from './modal-parts.ts';

/** Opens the modal that the bot answered with, if any. */
export function openModal(modal: PageModal | undefined): void {
  if (!modal) return;
  const values = Object.fromEntries(runningFields(modal).map(({ customId, value }) => [customId, value]));
  state.modal = { modal, values, sending: false, problem: null, fieldProblems: {} };
  changed();
}

export function closeModal(): void {
  state.modal = null;
  changed();
}

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
  changed();
}
