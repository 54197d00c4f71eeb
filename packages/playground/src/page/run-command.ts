import { act } from './act.ts';
import type { Draft } from './composer/draft.ts';
import { openModal } from './dialogs/modal-actions.ts';
import { jumpToPresent } from './messages/scroll.ts';
import { useOf } from './messages/use.ts';
import type { Act } from './protocol.ts';
import { changed, type Pending, state } from './state.ts';

let sent = 0;

/** Sends a command and shows it as pending in the channel. @returns whether the bot answered it. */
export async function runCommand(
  what: Extract<Act, { kind: 'slash' | 'menu' }>,
  label: string,
  restore: Draft | null,
): Promise<boolean> {
  const pending: Pending = {
    key: `pending-${sent++}`,
    by: state.hello?.you.id ?? '',
    channelId: state.channelId,
    label,
    command: what.command,
    after: state.messages.get(state.channelId)?.at(-1)?.id ?? '0',
    problem: null,
    restore,
  };
  state.pending = [...state.pending, pending];
  jumpToPresent();
  changed();
  const result = await act(what);
  if (result.ok) {
    forgetPending(pending.key);
    openModal(result.modal);
  } else {
    state.pending = state.pending.map((p) => (p.key === pending.key ? { ...p, problem: result.problem } : p));
  }
  changed();
  return result.ok;
}

export function forgetPending(key: string): void {
  state.pending = state.pending.filter((pending) => pending.key !== key);
  changed();
}

/**
 * The pending commands to show.
 * Hides one whose answer is already visible, even before its request resolves.
 */
export function openPending(): readonly Pending[] {
  const messages = state.messages.get(state.channelId) ?? [];
  return state.pending.filter(
    ({ by, channelId, command, after, problem }) =>
      by === state.hello?.you.id &&
      channelId === state.channelId &&
      (problem !== null ||
        !messages.some((message) => {
          const use = useOf(message);
          return BigInt(message.id) > BigInt(after) && use?.user.id === by && use.name === command;
        })),
  );
}
