import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { openPending } from '../run-command.ts';
import { state, visibleMessages } from '../state.ts';
import { dayOf } from '../time.ts';
import { w } from '../words/words.ts';
import { messageView } from './message.ts';
import { pendingView } from './pending.ts';
import { followScroller, jumpToPresent, showsJump } from './scroll.ts';
import { typingLine } from './typing.ts';
import { repliesTo, useOf } from './use.ts';
import { welcome } from './welcome.ts';

/** Messages of one author within this time are grouped, in milliseconds. */
const TOGETHER_MS = 7 * 60_000;

/** The channel's messages, oldest first, then the pending commands. */
export function log() {
  const messages = visibleMessages();
  const channel = state.hello?.channels.find(({ id }) => id === state.channelId);
  return html`<div class="log-frame">
    <div
      class="log"
      role="log"
      aria-live="polite"
      aria-label=${w().messagesIn(channel?.name ?? '')}
      tabindex="0"
      data-testid="log"
      ${ref(followScroller)}
    >
      <div class="log-content">
        ${channel ? welcome(channel) : nothing}
        ${repeat(
          messages,
          ({ id }) => id,
          (message, index) =>
            html`${dayLine(message, messages[index - 1])}${messageView(message, stands(message, messages[index - 1]))}`,
        )}
        ${repeat(openPending(), ({ key }) => key, pendingView)}
      </div>
    </div>
    ${
      showsJump()
        ? html`<button type="button" class="jump" data-testid="jump" @click=${jumpToPresent}>${w().olderMessages} <strong>${w().jump}</strong></button>`
        : nothing
    }
    ${typingLine()}
  </div>`;
}

function dayLine(message: APIMessage, before: APIMessage | undefined) {
  const day = dayOf(Date.parse(message.timestamp));
  if (before && dayOf(Date.parse(before.timestamp)) === day) return nothing;
  return html`<div class="day-line" role="separator" aria-label=${day}><span>${day}</span></div>`;
}

/** `compact` when the message continues a group of the same author. */
function stands(message: APIMessage, before: APIMessage | undefined): 'apart' | 'compact' {
  if (!before || before.author.id !== message.author.id || useOf(message) || repliesTo(message)) return 'apart';
  const gap = Date.parse(message.timestamp) - Date.parse(before.timestamp);
  return gap < TOGETHER_MS && (before.flags ?? 0) % 128 < 64 === (message.flags ?? 0) % 128 < 64 ? 'compact' : 'apart';
}
