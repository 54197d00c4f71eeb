import { act } from './act.ts';
import { connectAs } from './connection.ts';
import { openModal } from './dialogs/modal-actions.ts';
import { returnFocus } from './messages/menu-focus.ts';
import { runCommand } from './run-command.ts';
import { changed, focusNext, state } from './state.ts';

export const componentKey = (messageId: string, customId: string) => `${messageId}/${customId}`;

/** Presses a button, or sends the chosen values of a select menu, and waits for the bot's answer. */
async function useComponent(messageId: string, customId: string, values?: readonly string[]): Promise<void> {
  const key = componentKey(messageId, customId);
  if (state.busy.has(key)) return;
  state.busy.add(key);
  state.failed.delete(messageId);
  changed();
  const result = await act(
    values ? { kind: 'select', messageId, customId, values } : { kind: 'click', messageId, customId },
  );
  state.busy.delete(key);
  if (!result.ok) state.failed.set(messageId, result.problem);
  else openModal(result.modal);
  changed();
}

export const press = (messageId: string, customId: string): void => void useComponent(messageId, customId);

export function chooseValues(messageId: string, customId: string, values: readonly string[]): void {
  state.select = null;
  void useComponent(messageId, customId, values);
}

/** Runs a message command from the message's menu. */
export function useMessageCommand(command: string, messageId: string): void {
  state.menu = null;
  returnFocus(messageId);
  void runCommand({ kind: 'menu', command, messageId }, command, null);
}

export function openMenu(messageId: string, x: number, y: number): void {
  state.menu = { messageId, x, y };
  changed();
}

export function dismiss(messageId: string): void {
  state.dismissed.add(messageId);
  state.menu = null;
  // Its buttons are gone.
  focusNext('[data-testid="log"]');
}

export function becomeMember(member: string): void {
  if (state.railOpen) focusNext('[data-testid="you-small"]');
  state.railOpen = false;
  state.menu = null;
  state.modal = null;
  state.select = null;
  state.failed.clear();
  connectAs(member);
  changed();
}
