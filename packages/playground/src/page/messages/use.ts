import type { APIMessage, APIUser } from 'discord-api-types/v10';

export const flags = { ephemeral: 1 << 6, loading: 1 << 7 } as const;
export const hasFlag = (message: APIMessage, flag: number): boolean => ((message.flags ?? 0) & flag) !== 0;

/** Who used which command to create this message. @returns null when no command did. */
export function useOf(message: APIMessage): { user: APIUser; name: string } | null {
  // Discord sends the name, although its documentation does not list it. `interaction` is the older field.
  const metadata = message.interaction_metadata as { user: APIUser; name?: string } | undefined;
  if (metadata?.name) return { user: metadata.user, name: metadata.name };
  return message.interaction ? { user: message.interaction.user, name: message.interaction.name } : null;
}

/** The id of the person whose command or button created the message. */
export const startedBy = (message: APIMessage): string | undefined => message.interaction_metadata?.user.id;

/** The id of the message that this one refers to: as a reply, or as the response to its button. */
export const repliesTo = (message: APIMessage): string | undefined =>
  useOf(message) ? undefined : message.message_reference?.message_id;
