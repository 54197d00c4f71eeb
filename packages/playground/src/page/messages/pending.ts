import { html, nothing } from 'lit';
import { botAvatar, personAvatar } from '../avatar.ts';
import { beginDraft } from '../composer/actions.ts';
import type { Draft } from '../composer/draft.ts';
import { icons } from '../icons.ts';
import { forgetPending } from '../run-command.ts';
import { type Pending, state } from '../state.ts';
import { w } from '../words/words.ts';

/** A command that waits for its answer, or that failed. */
export function pendingView({ key, label, problem, restore }: Pending) {
  const you = state.hello?.you;
  return html`<article class="message apart is-pending ${problem ? 'is-ephemeral' : ''}" data-testid="pending">
    <div class="head-line">
      <span class="spine" aria-hidden="true"></span>${you ? personAvatar(you.id, you.name, 'small') : nothing}<b>${you?.name}</b> ${w().used}
      <span class="used-command">${label}</span>
    </div>
    <div class="message-row">
      ${botAvatar()}
      <div class="message-main">
        <header class="message-head"><h3 class="author">Tribunal</h3><span class="app-tag">${icons.check}APP</span></header>
        ${
          problem
            ? html`<p class="failed-line" role="alert" data-testid="failed">${problem}</p>
                <p class="ephemeral-line">${icons.eye}${w().onlyYou} ·
                  ${restore ? html`<button type="button" class="text-button" data-testid="restore" @click=${() => putBack(key, restore)}>${w().editAndTry}</button> · ` : nothing}
                  <button type="button" class="text-button" @click=${() => forgetPending(key)}>${w().dismiss}</button></p>`
            : html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${w().sending}</p>`
        }
      </div>
    </div>
  </article>`;
}

function putBack(key: string, draft: Draft): void {
  forgetPending(key);
  beginDraft(draft);
}
