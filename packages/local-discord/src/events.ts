import { type APIMessage, GatewayIntentBits } from 'discord-api-types/v10';
import type { State, StoredMessage } from './discord-state.ts';
import { memberPayload } from './payloads.ts';

const { DirectMessages, GuildMessages, MessageContent } = GatewayIntentBits;

export function announceCreated(state: State, stored: StoredMessage): void {
  announceChange(state, stored);
  dispatchMessage(state, 'MESSAGE_CREATE', stored);
}

export function announceUpdated(state: State, stored: StoredMessage): void {
  announceChange(state, stored);
  dispatchMessage(state, 'MESSAGE_UPDATE', stored);
}

export function announceDeleted(state: State, stored: StoredMessage): void {
  announceChange(state, stored);
  const { id, channel_id } = stored.message;
  state.dispatch({
    name: 'MESSAGE_DELETE',
    data: { id, channel_id, ...place(state, stored) },
    intent: intentFor(stored),
  });
}

const announceChange = (state: State, { message, onlyFor }: StoredMessage) =>
  state.changed({
    kind: 'message',
    channelId: message.channel_id,
    messageId: message.id,
    ...(onlyFor ? { memberId: onlyFor } : {}),
  });

function dispatchMessage(state: State, name: string, stored: StoredMessage): void {
  const { message } = stored;
  const member = state.members.get(message.author.id);
  const data = {
    ...message,
    ...place(state, stored),
    ...(member ? { member: withoutUser(memberPayload(state, member)) } : {}),
  };
  state.dispatch({
    name,
    data: (intents) => (mayRead(state, message, intents) ? data : emptied(data)),
    intent: intentFor(stored),
  });
}

/** Discord sends events of ephemeral messages as direct messages, not as events of the server. */
const intentFor = ({ onlyFor }: StoredMessage): number => (onlyFor ? DirectMessages : GuildMessages);
const place = (state: State, { message, onlyFor }: StoredMessage): object => ({
  channel_type: state.channels.find(({ id }) => id === message.channel_id)?.type ?? 0,
  ...(onlyFor ? {} : { guild_id: state.guildId }),
});

/** Whether the bot may read a message: it has the intent, wrote the message or is mentioned in it. */
export const mayRead = (state: State, { author, mentions }: APIMessage, intents: number): boolean =>
  (intents & MessageContent) !== 0 || author.id === state.bot.id || mentions.some(({ id }) => id === state.bot.id);

export const emptied = <T extends object>(message: T): T => ({
  ...message,
  content: '',
  embeds: [],
  attachments: [],
  components: [],
});

function withoutUser({ user: _user, ...member }: { user: unknown }): object {
  return member;
}
