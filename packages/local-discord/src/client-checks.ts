import type { APIMessage } from 'discord-api-types/v10';
import { flatten, type Part } from './components.ts';

export const partOf = (message: APIMessage, test: (part: Part) => boolean): Part | undefined =>
  flatten((message.components ?? []) as unknown as Part[]).find(test);

/** Why Discord's client would not send this click. Empty when it would. */
export function clickProblems(name: string, part: Part | undefined): string[] {
  if (!part) return [`There is no ${name} on this message.`];
  if (!part.custom_id) return [`${name} is a link.`];
  return part.disabled ? [`${name} is disabled.`] : [];
}

/** Why Discord's client would not send this choice from a select menu. Empty when it would. */
export function selectionProblems(name: string, part: Part | undefined, values: readonly string[]): string[] {
  if (!part) return [`There is no ${name} on this message.`];
  if (part.disabled) return [`${name} is disabled.`];
  const [least, most] = [part.min_values ?? 1, part.max_values ?? 1];
  if (values.length < least || values.length > most) return [`${name}: choose ${least} to ${most}`];
  const offered = part.options?.map(({ value }) => value);
  return values
    .filter((value) => offered && !offered.includes(value))
    .map((value) => `${name} does not offer ${value}.`);
}
