import { ComponentType } from 'discord-api-types/v10';
import { flatten, numbered, type Part } from './components.ts';
import type { OpenModal } from './driver.ts';
import { selectTypes } from './message-limits.ts';

export type Filled = Readonly<Record<string, string | readonly string[]>>;

const { Checkbox, CheckboxGroup, FileUpload, RadioGroup, TextDisplay, TextInput } = ComponentType;

const fieldsOf = ({ data }: OpenModal): Part[] =>
  flatten(data.components as unknown as Part[]).filter(({ custom_id }) => custom_id);

/** Why Discord's client would not submit these values. Empty when it would. */
export function modalValueProblems(modal: OpenModal, values: Filled): string[] {
  const fields = fieldsOf(modal);
  const unknown = Object.keys(values).filter((name) => !fields.some(({ custom_id }) => custom_id === name));
  return [
    ...unknown.map((name) => `${name}: there is no such field`),
    ...fields.flatMap((field) =>
      problemsOf(field, filledIn(field, values)).map((text) => `${field.custom_id}: ${text}`),
    ),
  ];
}

function problemsOf(field: Part, value: string | readonly string[]): string[] {
  if (value.length === 0) return (field.required ?? true) ? ['This field is required'] : [];
  if (typeof value === 'string') return textProblems(field, value);
  const least = field.min_values ?? 1;
  const most = field.max_values ?? (field.type === CheckboxGroup ? (field.options?.length ?? 10) : 1);
  const known = field.options?.map((option) => option.value);
  return [
    ...(value.length < least || value.length > most ? [`Choose ${least} to ${most}`] : []),
    ...(known && value.some((one) => !known.includes(one)) ? ['Choose one of the options'] : []),
  ];
}

function textProblems({ type, min_length, max_length, options }: Part, value: string): string[] {
  if (type === RadioGroup)
    return options?.some((option) => option.value === value) ? [] : ['Choose one of the options'];
  if (type !== TextInput) return [];
  if (value.length > (max_length ?? 4000)) return [`Must be ${max_length ?? 4000} or fewer in length`];
  return value.length < (min_length ?? 0) ? [`Must be ${min_length} or more in length`] : [];
}

/** A field's value: what the person entered, or the preset. */
function filledIn(field: Part, values: Filled): string | readonly string[] {
  const given = values[field.custom_id ?? ''];
  const preset = field as Part & { value?: string; default?: boolean };
  if (isList(field)) {
    const chosen = field.options?.filter((option) => option.default).map(({ value }) => value);
    const defaults = field.default_values as { id: string }[] | null | undefined;
    return typeof given === 'string' ? [given] : (given ?? chosen ?? defaults?.map(({ id }) => id) ?? []);
  }
  if (typeof given === 'object') return given[0] ?? '';
  if (field.type === Checkbox) return given ?? String(preset.default ?? false);
  if (field.type === RadioGroup) return given ?? field.options?.find((option) => option.default)?.value ?? '';
  return given ?? preset.value ?? '';
}

const isList = ({ type }: Part): boolean => selectTypes.includes(type) || type === CheckboxGroup || type === FileUpload;

/** The components of a submitted modal: labels with their component, rows with their text input. */
export function submitted({ data }: OpenModal, values: Filled): object[] {
  const fill = (part: Part): object => {
    const { type, id, custom_id } = part;
    if (part.component) return { type, id, component: fill(part.component) };
    if (part.components) return { type, id, components: part.components.map(fill) };
    if (type === TextDisplay) return { type, id };
    const value = filledIn(part, values);
    if (isList(part)) return { type, id, custom_id, values: value };
    if (type === Checkbox) return { type, id, custom_id, value: value === 'true' };
    return { type, id, custom_id, value: type === RadioGroup && value === '' ? null : value };
  };
  return numbered(data.components as unknown as Part[]).map(fill);
}
