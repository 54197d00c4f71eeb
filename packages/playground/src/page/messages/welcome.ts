import { html, nothing } from 'lit';
import { beginDraft } from '../composer/actions.ts';
import { textDraft } from '../composer/draft.ts';
import { icons } from '../icons.ts';
import type { ChannelInfo } from '../protocol.ts';

/** The text at the start of a channel. */
export const welcome = ({ name, topic }: ChannelInfo) => html`<div class="welcome">
  <span class="welcome-sign" aria-hidden="true">${icons.hash}</span>
  <h2>Welcome to #${name}!</h2>
  <p>
    Ask a question and Tribunal writes several answers, has a reasoning judge compare them, and lets everyone vote blind.
    ${topic ? html`<br />${topic}` : nothing}
  </p>
  <button type="button" class="button secondary" data-testid="show-commands" @click=${() => beginDraft(textDraft('/'))}>${icons.slash}See the commands</button>
</div>`;
