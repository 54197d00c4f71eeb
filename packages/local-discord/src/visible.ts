import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import { mayUse, memberPermissions } from './discord-permissions.ts';
import { type State, sees } from './discord-state.ts';
import type { LocalDiscord } from './driver.ts';

/** The messages of a channel that a member sees, oldest first. */
export const messagesFor = (state: State, channelId: string, memberId: string): APIMessage[] =>
  [...state.messages.values()]
    .filter((stored) => stored.message.channel_id === channelId && sees(stored, memberId))
    .map(({ message }) => message);

/** The commands that Discord's client offers a member; none to somebody who is not in the server. */
export function commandsFor(state: State, memberId: string): APIApplicationCommand[] {
  const member = state.members.get(memberId);
  if (!member) return [];
  const permissions = memberPermissions(member.moderator, member.more);
  return [...state.commands.values()].filter((command) => mayUse(permissions, command.default_member_permissions));
}

/**
 * The first message that a member sees and that passes `test`: an existing one, or one sent or edited later.
 * @throws when none does within `timeoutMs`.
 */
export async function waitForMessage(
  state: State,
  onChange: LocalDiscord['onChange'],
  memberId: string,
  test: (message: APIMessage) => boolean,
  timeoutMs: number,
): Promise<APIMessage> {
  const there = [...state.messages.values()].find((stored) => sees(stored, memberId) && test(stored.message));
  if (there) return there.message;
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`No such message came within ${timeoutMs} ms.`));
    }, timeoutMs);
    const stop = onChange((change) => {
      const stored = change.kind === 'message' ? state.messages.get(change.messageId) : undefined;
      if (!stored || !sees(stored, memberId)) return;
      try {
        if (!test(stored.message)) return;
      } catch (error) {
        end();
        return reject(error);
      }
      end();
      resolve(stored.message);
    });
  });
}
