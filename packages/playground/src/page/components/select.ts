import type { APIMessage, APISelectMenuComponent } from 'discord-api-types/v10';
import { html } from 'lit';
import { chooseValues, componentKey } from '../actions.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';
import { listbox } from './listbox.ts';
import { kind } from './types.ts';

export interface SelectOption {
  value: string;
  label: string;
  description?: string;
}

/** The options of a select menu: its own, or members or channels. */
export function optionsOf(select: APISelectMenuComponent): SelectOption[] {
  const people = (state.hello?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  switch (select.type) {
    case kind.stringSelect:
      return select.options.map(({ value, label, description }) => ({
        value,
        label,
        ...(description ? { description } : {}),
      }));
    case kind.userSelect:
    case kind.mentionableSelect:
      return people;
    case kind.channelSelect:
      return (state.hello?.channels ?? []).map(({ id, name }) => ({ value: id, label: `#${name}` }));
    default:
      return [];
  }
}

export const chosenByDefault = (select: APISelectMenuComponent): string[] =>
  select.type === kind.stringSelect
    ? select.options.filter((option) => option.default).map(({ value }) => value)
    : (select.default_values ?? []).map(({ id }) => id);

/** A select menu on a message. */
export function selectView(select: APISelectMenuComponent, message: APIMessage) {
  const key = componentKey(message.id, select.custom_id);
  return html`<div class="select-place">${listbox({
    key,
    label: select.placeholder ?? w().makeSelection,
    options: optionsOf(select),
    chosen: chosenByDefault(select),
    min: select.min_values ?? 1,
    max: select.max_values ?? 1,
    disabled: (select.disabled ?? false) || state.busy.has(key),
    onChoose: (values) => chooseValues(message.id, select.custom_id, values),
  })}</div>`;
}
