import type { APIAttachment } from 'discord-api-types/v10';
import { memberPermissions } from './discord-permissions.ts';
import type { State } from './discord-state.ts';
import { memberPayload } from './payloads.ts';

/** The `resolved` objects for the ids in an interaction. Unknown ids are left out. */
export function resolvedFor(
  state: State,
  ids: readonly string[],
  files: readonly APIAttachment[] = [],
): { resolved?: object } {
  const found = <T>(find: (id: string) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      ids.flatMap((id) => {
        const value = find(id);
        return value ? [[id, value] as const] : [];
      }),
    );
  const resolved = {
    users: found((id) => (id === state.bot.id ? state.bot : state.members.get(id)?.user)),
    members: found((id) => {
      const member = state.members.get(id);
      if (!member) return undefined;
      const { user: _user, deaf: _deaf, mute: _mute, ...partial } = memberPayload(state, member);
      return { ...partial, permissions: memberPermissions(member.moderator, member.more).toString() };
    }),
    roles: found((id) => Object.values(state.roles).find((role) => role.id === id)),
    channels: found((id) => {
      const channel = state.channels.find((known) => known.id === id);
      return channel && { ...channel, permissions: memberPermissions(false).toString() };
    }),
    attachments: found((id) => files.find((file) => file.id === id)),
  };
  const some = Object.entries(resolved).filter(([, values]) => Object.keys(values).length > 0);
  return some.length > 0 ? { resolved: Object.fromEntries(some) } : {};
}
