import type { APIButtonComponent, APIMessage } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { componentKey, press } from '../actions.ts';
import { emojiView } from '../emoji.ts';
import { icons } from '../icons.ts';
import { state } from '../state.ts';
import { buttonStyle } from './types.ts';

const styles: Readonly<Record<number, string>> = {
  [buttonStyle.primary]: 'primary',
  [buttonStyle.secondary]: 'secondary',
  [buttonStyle.success]: 'success',
  [buttonStyle.danger]: 'danger',
};

export function buttonView(button: APIButtonComponent, message: APIMessage) {
  const label = 'label' in button ? button.label : undefined;
  const emoji = 'emoji' in button ? button.emoji?.name : undefined;
  const inside = html`${emoji ? emojiView(emoji) : nothing}${label ?? nothing}`;
  if (button.style === buttonStyle.link) {
    return html`<a class="button secondary" href=${button.url} target="_blank" rel="noopener noreferrer">${inside}${icons.out}</a>`;
  }
  if (button.style === buttonStyle.premium) return nothing;
  const id = button.custom_id;
  const busy = state.busy.has(componentKey(message.id, id));
  return html`<button
    type="button"
    class="button ${styles[button.style] ?? 'secondary'} ${busy ? 'is-busy' : ''}"
    data-testid="button"
    data-custom-id=${id}
    ?disabled=${button.disabled ?? false}
    aria-busy=${busy}
    @click=${() => press(message.id, id)}
  ><span class="button-text">${inside}</span>${busy ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}</button>`;
}
