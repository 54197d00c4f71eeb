import { html, nothing } from 'lit';
import { withEmoji } from '../emoji.ts';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';
import type { SelectOption } from './select.ts';

export interface Listbox {
  /** Unique on the page. */
  key: string;
  /** The element id, for a label elsewhere. */
  id?: string;
  label: string;
  options: readonly SelectOption[];
  chosen: readonly string[];
  min: number;
  max: number;
  disabled: boolean;
  onChoose: (values: readonly string[]) => void;
}

/** A drop-down list. A single choice is sent at once, several choices when the list closes. */
export function listbox(box: Listbox) {
  const open = state.select?.key === box.key;
  const values = open ? (state.select?.values ?? []) : box.chosen;
  const labels = box.options.filter(({ value }) => values.includes(value)).map(({ label }) => label);
  return html`<div class="select ${open ? `is-open ${state.select?.up ? 'is-up' : ''}` : ''}" @focusout=${(event: FocusEvent) => leave(event, box)} @keydown=${(event: KeyboardEvent) => key(event, box)}>
    <button
      type="button"
      class="select-button"
      id=${box.id ?? nothing}
      data-testid="select"
      aria-haspopup="listbox"
      aria-expanded=${open}
      ?disabled=${box.disabled}
      @click=${(event: Event) => (open ? close(box) : show(event, box))}
    ><span class=${labels.length === 0 ? 'placeholder' : ''}>${labels.length === 0 ? box.label : labels.join(', ')}</span>${icons.down}</button>
    ${
      open
        ? html`<div class="select-list" role="listbox" aria-label=${box.label} aria-multiselectable=${box.max > 1}>
            ${box.options.map(
              (option) => html`<div
                class="select-option"
                role="option"
                tabindex="-1"
                data-testid="select-option"
                data-value=${option.value}
                aria-selected=${values.includes(option.value)}
                @click=${() => choose(box, option.value)}
              >
                <span class="completion-text"><b>${withEmoji(option.label)}</b>${option.description ? html`<span>${option.description}</span>` : nothing}</span>
                ${values.includes(option.value) ? icons.check : nothing}
              </div>`,
            )}
          </div>`
        : nothing
    }
  </div>`;
}

/** The greatest height of an open list, in pixels. With less room below the button, it may open upwards. */
const ROOM = 290;

function show(event: Event, box: Listbox): void {
  const button = event.currentTarget as HTMLElement;
  const place = button.closest('.log, .modal-body')?.getBoundingClientRect();
  const { top, bottom } = button.getBoundingClientRect();
  const below = (place?.bottom ?? innerHeight) - bottom;
  const up = below < Math.min(ROOM, box.options.length * 40 + 20) && top - (place?.top ?? 0) > below;
  state.select = { key: box.key, values: box.chosen, up };
  focusNext('.select-list [aria-selected="true"], .select-list [role="option"]');
}

/** Closes the list. Sends several choices if they changed and reach the minimum. */
function close(box: Listbox): void {
  const values = state.select?.values ?? [];
  state.select = null;
  const same = values.length === box.chosen.length && values.every((value) => box.chosen.includes(value));
  if (box.max > 1 && values.length >= box.min && !same) box.onChoose(values);
  changed();
}

function choose(box: Listbox, value: string): void {
  const values = state.select?.values ?? [];
  if (box.max === 1) {
    state.select = null;
    box.onChoose([value]);
  } else if (values.includes(value))
    state.select = { ...state.select, key: box.key, values: values.filter((v) => v !== value) };
  else if (values.length < box.max) state.select = { ...state.select, key: box.key, values: [...values, value] };
  changed();
}

function leave({ relatedTarget, currentTarget }: FocusEvent, box: Listbox): void {
  if (state.select?.key !== box.key || (currentTarget as Element).contains(relatedTarget as Node | null)) return;
  // A click on an option first moves the focus from the button to nothing.
  if (relatedTarget !== null) close(box);
}

function key(event: KeyboardEvent, box: Listbox): void {
  if (state.select?.key !== box.key) return;
  const options = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="option"]')];
  const at = options.indexOf(document.activeElement as HTMLElement);
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 };
  const to = moves[event.key];
  const value = options[at]?.dataset.value;
  if (to !== undefined) options[(to + options.length) % options.length]?.focus();
  else if ((event.key === 'Enter' || event.key === ' ') && value !== undefined) choose(box, value);
  else if (event.key === 'Escape') {
    (event.currentTarget as Element).querySelector('button')?.focus();
    close(box);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
