import { html, nothing } from 'lit';
import { state } from '../state.ts';
import { w } from '../words/words.ts';

/** The "is typing" line. It keeps its height when nobody types, so that nothing moves. */
export function typingLine() {
  const typing = state.typing.get(state.channelId);
  const active = typing && typing.until > Date.now();
  const name = state.hello?.people.find(({ id }) => id === typing?.userId)?.name ?? 'Tribunal';
  return html`<div class="typing-line" aria-live="off">${
    active
      ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><strong>${name}</strong> ${w().isTyping}`
      : nothing
  }</div>`;
}
