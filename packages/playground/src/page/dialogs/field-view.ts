import type { APISelectMenuComponent } from 'discord-api-types/v10';
import { html, nothing } from 'lit';
import { listbox } from '../components/listbox.ts';
import { optionsOf } from '../components/select.ts';
import { kind, paragraph } from '../components/types.ts';
import type { ModalState } from '../state.ts';
import { w } from '../words/words.ts';
import { fillField } from './modal-actions.ts';
import type { Field } from './modal-parts.ts';

/** A field of a modal with its label, description and problem. */
export function fieldView(field: Field, { values, fieldProblems }: ModalState) {
  const problem = fieldProblems[field.customId];
  const id = `field-${field.customId}`;
  const grouped = field.component.type === kind.radioGroup || field.component.type === kind.checkboxGroup;
  const inside = html`
    <label class="field-label" id="${id}-label" for=${grouped ? nothing : id}>${field.label}${field.required ? html`<span class="needed" aria-hidden="true">*</span>` : nothing}</label>
    ${field.description ? html`<p class="field-description">${field.description}</p>` : nothing}
    ${control(field, id, values[field.customId] ?? '', problem !== undefined)}
    ${problem ? html`<p class="field-problem" role="alert" id="${id}-problem">${problem}</p>` : nothing}`;
  return html`<div class="field ${problem ? 'is-wrong' : ''}" role=${grouped ? 'group' : nothing} aria-labelledby=${grouped ? `${id}-label` : nothing} data-testid="field" data-custom-id=${field.customId}>${inside}</div>`;
}

function control(field: Field, id: string, value: string | readonly string[], wrong: boolean) {
  const { component, customId, required } = field;
  switch (component.type) {
    case kind.textInput:
      return textInput(field, id, String(value), wrong);
    case kind.radioGroup:
      return ticks(field, 'radio', value === '' ? [] : [String(value)]);
    case kind.checkboxGroup:
      return ticks(field, 'checkbox', value as readonly string[]);
    case kind.checkbox:
      return html`<input type="checkbox" id=${id} .checked=${value === 'true'} @change=${(event: Event) => fillField(customId, String((event.target as HTMLInputElement).checked))} />`;
    case kind.fileUpload:
      return html`<p class="field-description">${w().noUploads}</p>`;
    default:
      return listbox({
        key: `modal/${customId}`,
        id,
        label: component.placeholder ?? w().makeSelection,
        options: optionsOf(component as unknown as APISelectMenuComponent),
        chosen: value as readonly string[],
        min: required ? (component.min_values ?? 1) : 0,
        max: component.max_values ?? 1,
        disabled: false,
        onChoose: (values) => fillField(customId, values),
      });
  }
}

function textInput({ component, customId, required }: Field, id: string, value: string, wrong: boolean) {
  const long = component.style === paragraph;
  const onInput = (event: Event) => fillField(customId, (event.target as HTMLTextAreaElement).value);
  const described = wrong ? `${id}-problem` : nothing;
  const placeholder = component.placeholder ?? '';
  const max = component.max_length;
  return html`${
    long
      ? html`<textarea id=${id} class="text-input" rows="5" placeholder=${placeholder} ?required=${required} aria-invalid=${wrong} aria-describedby=${described} .value=${value} @input=${onInput}></textarea>`
      : html`<input type="text" id=${id} class="text-input" placeholder=${placeholder} ?required=${required} aria-invalid=${wrong} aria-describedby=${described} autocomplete="off" .value=${value} @input=${onInput} />`
  }
  ${max ? html`<span class="field-count ${value.length > max ? 'is-over' : ''}">${value.length}/${max}</span>` : nothing}`;
}

/** Radio buttons or checkboxes, one on each line. */
function ticks({ component, customId }: Field, type: 'radio' | 'checkbox', chosen: readonly string[]) {
  const take = (value: string, on: boolean) => {
    if (type === 'radio') return fillField(customId, value);
    fillField(customId, on ? [...chosen, value] : chosen.filter((v) => v !== value));
  };
  return html`<div class="ticks">${(component.options ?? []).map(
    ({ value, label, description }) => html`<label class="tick">
      <input type=${type} name=${customId} value=${value} .checked=${chosen.includes(value)} @change=${(event: Event) => take(value, (event.target as HTMLInputElement).checked)} />
      <span class="completion-text"><b>${label}</b>${description ? html`<span>${description}</span>` : nothing}</span>
    </label>`,
  )}</div>`;
}
