import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { botAvatar } from '../avatar.ts';
import { icons } from '../icons.ts';
import { markdown } from '../markdown/view.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';
import { fieldView } from './field-view.ts';
import { closeModal, submitModal } from './modal-actions.ts';
import { partsOf } from './modal-parts.ts';

/** The open modal. The browser's `<dialog>` traps the focus and closes on Escape. */
export function modalView() {
  const open = state.modal;
  if (!open) return nothing;
  return html`<dialog class="modal" aria-labelledby="modal-title" data-testid="modal" ${ref(show)} @cancel=${cancel}>
    <form novalidate @submit=${submit}>
      <header class="modal-head">
        ${botAvatar('small')}
        <h2 id="modal-title">${open.modal.data.title}</h2>
        <button type="button" class="icon-button" aria-label=${w().close} @click=${closeModal}>${icons.cross}</button>
      </header>
      ${open.problem ? html`<p class="modal-problem" role="alert" data-testid="modal-problem">${open.problem}</p>` : nothing}
      <div class="modal-body">
        ${partsOf(open.modal).map((part) => (part.kind === 'text' ? markdown(part.content) : fieldView(part.field, open)))}
      </div>
      <footer class="modal-foot">
        <button type="button" class="button secondary" data-testid="modal-cancel" @click=${closeModal}>${w().cancel}</button>
        <button type="submit" class="button primary ${open.sending ? 'is-busy' : ''}" data-testid="modal-submit" aria-busy=${open.sending}><span class="button-text">${w().submit}</span>${
          open.sending ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing
        }</button>
      </footer>
    </form>
  </dialog>`;
}

function show(element: Element | undefined): void {
  if (element instanceof HTMLDialogElement && !element.open) {
    // Lit calls this before the fields are in the document.
    queueMicrotask(() => {
      if (!element.isConnected || element.open) return;
      element.showModal();
      element.querySelector<HTMLElement>('.modal-body :is(textarea, input, button)')?.focus();
    });
  }
}

function cancel(event: Event): void {
  event.preventDefault();
  closeModal();
}

function submit(event: Event): void {
  event.preventDefault();
  void submitModal();
}
