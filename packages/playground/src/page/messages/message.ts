import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { dismiss, openMenu } from '../actions.ts';
import { avatarOf, nameOf } from '../avatar.ts';
import { icons } from '../icons.ts';
import { state } from '../state.ts';
import { fullTime, messageTime } from '../time.ts';
import { w } from '../words/words.ts';
import { body } from './body.ts';
import { headLine } from './head-line.ts';
import { longPress } from './long-press.ts';
import { flags, hasFlag } from './use.ts';

/** A message with its menu. An ephemeral one can be dismissed. */
export function messageView(message: APIMessage, stands: 'apart' | 'compact') {
  const ephemeral = hasFlag(message, flags.ephemeral);
  const author = nameOf(message.author);
  const failed = state.failed.get(message.id);
  return html`<article
    class="message ${stands} ${ephemeral ? 'is-ephemeral' : ''} ${state.menu?.messageId === message.id ? 'has-menu' : ''}"
    id="message-${message.id}"
    data-testid="message"
    data-message-id=${message.id}
    data-ephemeral=${ephemeral}
    aria-labelledby="author-${message.id}"
    @contextmenu=${(event: MouseEvent) => menuAtPointer(event, message.id)}
    @pointerdown=${(event: PointerEvent) => longPress(event, (at) => menuAtPointer(at, message.id))}
  >
    ${headLine(message)}
    <div class="message-row">
      ${stands === 'apart' ? avatarOf(message.author) : html`<span class="avatar-space"></span>`}
      <div class="message-main">
        <header class="message-head ${stands === 'compact' ? 'visually-hidden' : ''}">
          <h3 class="author" id="author-${message.id}">${author}</h3>
          ${message.author.bot ? html`<span class="app-tag">${icons.check}APP</span>` : nothing}
          ${time(message)}
        </header>
        ${body(message)}
        ${failed ? html`<p class="failed-line" role="alert" data-testid="failed">${failed}</p>` : nothing}
        ${
          ephemeral
            ? html`<p class="ephemeral-line" data-testid="ephemeral">${icons.eye}${w().onlyYou} ·
                <button type="button" class="text-button" data-testid="dismiss" @click=${() => dismiss(message.id)}>${w().dismiss}</button></p>`
            : nothing
        }
      </div>
    </div>
    <div class="message-side"><div class="message-tools">
      <button
        type="button"
        class="icon-button"
        data-testid="message-menu"
        aria-haspopup="menu"
        aria-expanded=${state.menu?.messageId === message.id}
        aria-label=${w().moreAbout(author)}
        title=${w().more}
        @click=${(event: Event) => menuAtButton(event, message.id)}
      >${icons.dots}</button>
    </div></div>
  </article>`;
}

function time({ timestamp, edited_timestamp: edited }: APIMessage) {
  const at = Date.parse(timestamp);
  return html`<time class="message-time" datetime=${timestamp} title=${fullTime(at)}>${messageTime(at, Date.now())}</time>
    ${edited ? html`<span class="edited" title=${fullTime(Date.parse(edited))}>${w().edited}</span>` : nothing}`;
}

function menuAtPointer(event: MouseEvent, messageId: string): void {
  // Selected text, links and fields keep the browser's own menu.
  const selected = document.getSelection()?.toString() !== '';
  if (selected || (event.target as Element).closest('a, textarea, input')) return;
  event.preventDefault();
  openMenu(messageId, event.clientX, event.clientY);
}

function menuAtButton(event: Event, messageId: string): void {
  const { right, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  openMenu(messageId, right - 220, bottom + 4);
}
