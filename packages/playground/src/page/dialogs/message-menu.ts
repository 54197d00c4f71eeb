import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { dismiss, useMessageCommand } from '../actions.ts';
import { botAvatar } from '../avatar.ts';
import { clientLocale } from '../command-labels.ts';
import { icons } from '../icons.ts';
import { labelOf } from '../labels.ts';
import { returnFocus } from '../messages/menu-focus.ts';
import { plainText } from '../messages/plain-text.ts';
import { flags, hasFlag } from '../messages/use.ts';
import { findMessage, focusNext, state } from '../state.ts';
import { w } from '../words/words.ts';

/** The context menu of a message: app commands, and actions of the client. */
export function messageMenu() {
  const message = state.menu ? findMessage(state.menu.messageId) : undefined;
  if (!state.menu || !message) return nothing;
  const ephemeral = hasFlag(message, flags.ephemeral);
  const commands = ephemeral ? [] : state.commands.filter(({ type }) => type === 3);
  return html`<div class="menu-shade" @click=${close} @contextmenu=${closeOver}></div>
    <div class="menu" role="menu" aria-label=${w().messageMenu} data-testid="menu" ${ref(place)} @keydown=${key}>
      ${commands.length > 0 ? html`<p class="menu-title">${w().apps}</p>` : nothing}
      ${commands.map(
        (
          command,
        ) => html`<button type="button" role="menuitem" class="menu-item" data-testid="menu-command" @click=${() => useMessageCommand(command.name, message.id)}>
          ${botAvatar('small')}<span>${labelOf(command, clientLocale())}<small>Tribunal</small></span>
        </button>`,
      )}
      ${commands.length === 0 && !ephemeral ? html`<p class="menu-none">${w().noAppCommands(state.hello?.you.name ?? '')}</p>` : nothing}
      <div class="menu-line" role="separator"></div>
      ${message.author.bot && !ephemeral ? html`<button type="button" role="menuitem" class="menu-item" data-testid="menu-reply" @click=${() => reply(message.id)}>${icons.reply}<span>${w().reply}</span></button>` : nothing}
      <button type="button" role="menuitem" class="menu-item" @click=${() => copy(plainText(message))}>${icons.copy}<span>${w().copyText}</span></button>
      ${
        ephemeral
          ? html`<button type="button" role="menuitem" class="menu-item" @click=${() => dismiss(message.id)}>${icons.cross}<span>${w().dismiss}</span></button>`
          : nothing
      }
    </div>`;
}

function reply(messageId: string): void {
  state.menu = null;
  state.replyTo = messageId;
  focusNext('[data-testid="composer-input"]');
}

function close(): void {
  const id = state.menu?.messageId ?? '';
  state.menu = null;
  returnFocus(id);
}

function closeOver(event: Event): void {
  event.preventDefault();
  close();
}

function copy(text: string): void {
  void navigator.clipboard?.writeText(text).catch(() => {});
  close();
}

/** Moves the menu inside the window, and focuses its first entry. */
function place(element: Element | undefined): void {
  if (!(element instanceof HTMLElement) || !state.menu) return;
  const { x, y } = state.menu;
  queueMicrotask(() => {
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  });
}

function key(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const to = moves[event.key];
  if (to !== undefined) items[(to + items.length) % items.length]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close();
  else return;
  event.preventDefault();
}
