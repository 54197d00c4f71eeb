import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { avatarOf, nameOf } from '../avatar.ts';
import { clientLocale, slash } from '../command-labels.ts';
import { labelOf } from '../labels.ts';
import { findMessage, state } from '../state.ts';
import { w } from '../words/words.ts';
import { repliesTo, useOf } from './use.ts';

/** The line above a message: "Ada used /ask", or the message that it replies to. */
export function headLine(message: APIMessage) {
  const use = useOf(message);
  if (use) {
    const menu = state.commands.find(({ name, type }) => name === use.name && type === 3);
    const isTyped =
      !menu && (state.commands.some(({ name, type }) => name === use.name && type === 1) || !use.name.includes(' '));
    return html`<div class="head-line" data-testid="used">
      <span class="spine" aria-hidden="true"></span>${avatarOf(use.user, 'small')}<b>${nameOf(use.user)}</b> ${w().used}
      <span class="used-command">${menu ? labelOf(menu, clientLocale()) : isTyped ? slash(use.name) : use.name}</span>
    </div>`;
  }
  const target = repliesTo(message);
  if (!target) return nothing;
  const about = findMessage(target);
  return html`<div class="head-line">
    <span class="spine" aria-hidden="true"></span>
    ${about ? html`${avatarOf(about.author, 'small')}<b>${nameOf(about.author)}</b>` : nothing}
    <button type="button" class="text-button quiet" ?disabled=${!about} @click=${() => show(target)}>${
      about ? w().clickToSee : w().deleted
    }</button>
  </div>`;
}

function show(messageId: string): void {
  const element = document.getElementById(`message-${messageId}`);
  element?.scrollIntoView({ block: 'center' });
  element?.classList.remove('is-shown');
  requestAnimationFrame(() => element?.classList.add('is-shown'));
}
