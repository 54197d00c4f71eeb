import { type Client, Events, type Interaction, type Message } from 'discord.js';
import type { APIInteraction, APIMessage } from 'discord-api-types/v10';

/** What Discord sent. discord.js drops the message that a message replies to, as it caches none. */
const messages = new WeakMap<object, APIMessage>();

/** Remembers what Discord sent of a message for as long as the object lives that this client emits for it. */
export function keepPayloads(client: Client): void {
  const { actions } = client as unknown as Actions;
  keep<APIMessage>(client, actions.MessageCreate, Events.MessageCreate, (data) => data);
  keep<APIInteraction>(client, actions.InteractionCreate, Events.InteractionCreate, targetOf);
}

/**
 * What Discord sent of a message, or of the message in whose menu a command was chosen.
 * @returns null for any other interaction
 */
export const payloadOf = (of: Message | Interaction): APIMessage | null => messages.get(of) ?? null;

interface Action {
  handle(data: unknown): unknown;
}
interface Actions {
  actions: { MessageCreate: Action; InteractionCreate: Action };
}

/** `handle` emits synchronously. */
function keep<Data>(client: Client, action: Action, event: string, messageIn: (data: Data) => APIMessage | null): void {
  const handle = action.handle.bind(action);
  let current: APIMessage | null = null;
  (client as unknown as NodeJS.EventEmitter).prependListener(event, (emitted: object) => {
    if (current) messages.set(emitted, current);
  });
  action.handle = (data) => {
    current = messageIn(data as Data);
    try {
      return handle(data);
    } finally {
      current = null;
    }
  };
}

function targetOf(interaction: APIInteraction): APIMessage | null {
  const { data } = interaction as {
    data?: { target_id?: string; resolved?: { messages?: Record<string, APIMessage> } };
  };
  return data?.resolved?.messages?.[data.target_id ?? ''] ?? null;
}
