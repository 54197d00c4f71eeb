import type { APIMessage } from 'discord-api-types/v10';
import type { OpenModal } from './driver.ts';
import type { Owners } from './installations.ts';

/** The time that Discord gives a bot to acknowledge an interaction, in milliseconds. */
export const ACKNOWLEDGE_WITHIN = 3000;
/** How long a token allows edits and follow-ups, in milliseconds. */
export const TOKEN_LIFE = 15 * 60_000;

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const CALLBACK = { message: 4, thinking: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

export type Choices = readonly { name: string; value: string | number }[];

/** The bot's callback, and what it made. */
export interface Acknowledged {
  type: number;
  message?: APIMessage;
  modal?: OpenModal;
  choices?: Choices;
}

/** An interaction while its token is valid. */
export interface PendingInteraction {
  readonly id: string;
  readonly token: string;
  /** One of INTERACTION. */
  readonly type: number;
  readonly channelId: string;
  readonly memberId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** What the bot receives. Kept for a redelivery. */
  readonly payload: object;
  /** The `interaction_metadata` of its messages: who used which command. */
  readonly metadata: object;
  /** The MessageType of its response: 20 for a slash command, 23 for a context menu, 19 for a component. */
  readonly messageType: number;
  /** The message with the component, or the one that the modal was opened from. */
  readonly sourceId: string | null;
  /** The target of a message command. */
  readonly targetId: string | null;
  /** The type of the callback. Null before it. */
  acknowledged: number | null;
  /** The message that `@original` means: the response, or the component's message after a deferred update. */
  originalId: string | null;
  /** How many follow-ups its token has sent. */
  followUps: number;
  /** Who installed the bot where it was sent. */
  readonly owners: Owners;
  /** Ids of the messages that its token made. */
  readonly made: Set<string>;
  readonly onAcknowledged: (result: Acknowledged) => void;
  /** Called for every response with content: a new one, and each edit or follow-up. */
  readonly onContent: (messageId: string) => void;
  /** Called when the bot deletes the deferred response before it has content. */
  readonly onWithdrawn: () => void;
}
