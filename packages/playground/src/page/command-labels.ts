import type { APIApplicationCommand } from 'discord-api-types/v10';
import { labelOf } from './labels.ts';
import { state } from './state.ts';

/** The locale of the current member's client, in which Discord shows commands. */
export const clientLocale = (): string => state.hello?.you.locale ?? 'en-US';

/** A command's name as the current member's client shows it: `/ask`, or `/frage` in German. */
export function slash(name: string): string {
  const command = state.commands.find((known) => known.name === name && known.type === 1);
  return `/${command ? labelOf(command, clientLocale()) : name}`;
}

/** An option's name as the current member's client shows it. */
export function optionLabel(commandName: string, name: string): string {
  const command: APIApplicationCommand | undefined = state.commands.find((known) => known.name === commandName);
  const option = command?.options?.find((known) => known.name === name);
  return option ? labelOf(option, clientLocale()) : name;
}
