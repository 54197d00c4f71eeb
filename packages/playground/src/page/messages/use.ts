import type { APIMessage, APIUser } from 'discord-api-types/v10';

export const flags = { ephemeral: 1 << 6, loading: 1 << 7 } as const;
export const hasFlag = (message: APIMessage, flag: number): boolean => ((message.flags ?? 0) & flag) !== 0;

/** Who used which command to bring this message about; null where nobody did, or by a button. */
export function useOf(message: APIMessage): { user: APIUser; name: string } | null {
  // Discord sends the name although its documentation does not list it; `interaction` is the older form.
  const metadata = message.interaction_metadata as { user: APIUser; name?: string } | undefined;
  if (metadata?.name) return { user: metadata.user, name: metadata.name };
  return message.interaction ? { user: message.interaction.user, name: message.interaction.name } : null;
}

/** Whose act, command or button, the message came from. */
export const startedBy = (message: APIMessage): string | undefined => message.interaction_metadata?.user.id;

/** The message that this one answers: a reply, or what a button's press led to. */
export const repliesTo = (message: APIMessage): string | undefined =>
  useOf(message) ? undefined : message.message_reference?.message_id;
