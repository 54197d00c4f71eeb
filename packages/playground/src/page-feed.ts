import type { LocalDiscord, Member } from 'local-discord';
import type {
  CommandsUpdate,
  Hello,
  LearningState,
  MessagesUpdate,
  ModelsState,
  SimulationState,
  Trace,
  TypingUpdate,
} from './page/protocol.ts';
import { channelInfos } from './page-view.ts';

export type FeedEvent =
  | { event: 'hello'; data: Hello }
  | { event: 'messages'; data: MessagesUpdate }
  | { event: 'commands'; data: CommandsUpdate }
  | { event: 'typing'; data: TypingUpdate }
  | { event: 'trace'; data: Trace | null }
  | { event: 'simulation'; data: SimulationState }
  | { event: 'learning'; data: LearningState }
  | { event: 'models'; data: ModelsState };

/** Changes within this time are sent together, in milliseconds. */
const TOGETHER_MS = 15;

/**
 * Keeps one open page up to date: sends everything once, then what is new or changed for this member.
 * @returns a function that stops it.
 */
export function feed(discord: LocalDiscord, member: Member, hello: Hello, send: (event: FeedEvent) => void) {
  const known = new Map<string, Map<string, string>>();
  let knownCommands = '';
  let timer: NodeJS.Timeout | undefined;

  const sendMessages = (channelId: string) => {
    const before = known.get(channelId);
    const messages = discord.messages(channelId, member.user.id);
    const now = new Map(messages.map((message) => [message.id, JSON.stringify(message)]));
    const changed = messages.filter(({ id }) => before?.get(id) !== now.get(id));
    if (before && changed.length === 0 && before.size === now.size) return;
    known.set(channelId, now);
    send({ event: 'messages', data: { channelId, order: [...now.keys()], changed } });
  };
  const sendAll = () => {
    timer = undefined;
    const commands = discord.commandsFor(member.user.id);
    const written = JSON.stringify(commands);
    if (written !== knownCommands) {
      knownCommands = written;
      send({ event: 'commands', data: commands });
    }
    for (const { id } of channelInfos(discord)) sendMessages(id);
  };

  const stopListening = discord.onChange((change) => {
    if (change.kind === 'typing') {
      send({ event: 'typing', data: { channelId: change.channelId, userId: change.userId } });
    }
    timer ??= setTimeout(sendAll, TOGETHER_MS);
  });
  send({ event: 'hello', data: hello });
  sendAll();
  return () => {
    stopListening();
    clearTimeout(timer);
  };
}
