import type { APIModalInteractionResponseCallbackComponent } from 'discord-api-types/v10';
import { kind } from '../components/types.ts';
import type { PageModal } from '../protocol.ts';

/** A field of a modal, read from a label or from an action row (the older form). */
export interface Field {
  customId: string;
  label: string;
  description: string;
  required: boolean;
  /** The component as the bot sent it. */
  component: FieldComponent;
  /** The preset. */
  value: string | readonly string[];
  /** Validates a value. @returns null when it is valid, otherwise the problem in words. */
  check: (value: string | readonly string[]) => string | null;
}

/** The properties of all kinds of fields. */
export interface FieldComponent {
  type: number;
  custom_id: string;
  label?: string;
  style?: number;
  placeholder?: string;
  value?: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  default?: boolean;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  default_values?: { id: string }[];
}

export type ModalPart = { kind: 'text'; content: string } | { kind: 'field'; field: Field };

/** The parts of a modal from top to bottom. */
export function partsOf({ data }: PageModal): ModalPart[] {
  return (data.components as readonly APIModalInteractionResponseCallbackComponent[]).flatMap((part): ModalPart[] => {
    if (part.type === kind.textDisplay) return [{ kind: 'text', content: part.content }];
    if (part.type === kind.label) {
      return [
        { kind: 'field', field: readField(part.component as FieldComponent, part.label, part.description ?? '') },
      ];
    }
    return (part.components as FieldComponent[]).map((inner) => ({
      kind: 'field',
      field: readField(inner, inner.label ?? '', ''),
    }));
  });
}

export const runningFields = (modal: PageModal): Field[] =>
  partsOf(modal).flatMap((part) => (part.kind === 'field' ? [part.field] : []));

function readField(component: FieldComponent, label: string, description: string): Field {
  const required = component.required ?? component.type !== kind.checkbox;
  return {
    customId: component.custom_id,
    label,
    description,
    required,
    component,
    value: firstValue(component),
    check: (value) => checkField(component, required, value),
  };
}

const several = (type: number) => type !== kind.textInput && type !== kind.radioGroup && type !== kind.checkbox;

function firstValue({ type, value, default: checked, options, default_values: given }: FieldComponent) {
  if (type === kind.checkbox) return String(checked ?? false);
  const chosen = options?.filter((option) => option.default).map((option) => option.value) ?? [];
  if (type === kind.radioGroup) return chosen[0] ?? '';
  return several(type) ? [...chosen, ...(given ?? []).map(({ id }) => id)] : (value ?? '');
}

function checkField(component: FieldComponent, required: boolean, value: string | readonly string[]): string | null {
  if (value.length === 0) return required ? 'This field is required' : null;
  const { min_length: min = 0, max_length: max = 4000, min_values: fewest = 0 } = component;
  if (component.type === kind.textInput) {
    if (value.length < min) return `Must be at least ${min} characters long`;
    if (value.length > max) return `Must be ${max} or fewer in length`;
  }
  return several(component.type) && value.length < fewest ? `Choose at least ${fewest}` : null;
}
