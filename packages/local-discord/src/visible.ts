import type { APIMessage } from 'discord-api-types/v10';
import type { LocalDiscord } from './driver.ts';
import { type State, sees } from './state.ts';

/** A channel as a member sees it, oldest message first. */
export const messagesFor = (state: State, channelId: string, memberId: string): APIMessage[] =>
  [...state.messages.values()]
    .filter((stored) => stored.message.channel_id === channelId && sees(stored, memberId))
    .map(({ message }) => message);

/** The first message that a member sees and that will do: one that is there, or the next one that comes or changes. */
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
