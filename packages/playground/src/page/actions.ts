import { act } from './act.ts';
import { connectAs } from './connection.ts';
import { openModal } from './dialogs/modal-actions.ts';
import { runCommand } from './run-command.ts';
import { changed, state } from './state.ts';

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
  else {
    // The bot's vote buttons have this prefix. "Just show me" does not, as it is no vote.
    if (customId.startsWith('vote:')) state.tried.add('voted');
    openModal(result.modal);
  }
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
  changed();
  void runCommand({ kind: 'menu', command, messageId }, command, null).then((ok) => {
    if (ok) state.tried.add('read');
    changed();
  });
}

export function openMenu(messageId: string, x: number, y: number): void {
  state.menu = { messageId, x, y };
  changed();
}

export function dismiss(messageId: string): void {
  state.dismissed.add(messageId);
  state.menu = null;
  changed();
}

export function becomeMember(member: string): void {
  state.railOpen = false;
  state.menu = null;
  state.modal = null;
  state.select = null;
  state.failed.clear();
  connectAs(member);
  changed();
}
