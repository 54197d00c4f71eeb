import type { APIMessage } from 'discord-api-types/v10';
import type { OpenModal } from './driver.ts';

/** Within what Discord wants the first answer, in milliseconds. */
export const ACKNOWLEDGE_WITHIN = 3000;
/** How long edits and follow-ups may come, in milliseconds. */
export const TOKEN_LIFE = 15 * 60_000;

export const INTERACTION = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const CALLBACK = { message: 4, thinking: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

export type Choices = readonly { name: string; value: string | number }[];

/** The bot's first answer. */
export interface Acknowledged {
  type: number;
  message?: APIMessage;
  modal?: OpenModal;
  choices?: Choices;
}

/** One interaction from the click to the end of its token. */
export interface PendingInteraction {
  readonly id: string;
  readonly token: string;
  /** One of INTERACTION. */
  readonly type: number;
  readonly channelId: string;
  readonly memberId: string;
  readonly sentAt: number;
  /** What the bot is sent; kept for a second delivery. */
  readonly payload: object;
  /** What its messages say of where they come from: who used which command. */
  readonly metadata: object;
  /** The type of message that the first answer makes: 20 after a slash command, 23 after a menu, 19 after a component. */
  readonly messageType: number;
  /** The message that the component stands on, or that the form was opened from. */
  readonly sourceId: string | null;
  /** The message that a message command was used on. */
  readonly targetId: string | null;
  /** The callback's type, once there is one. */
  acknowledged: number | null;
  /** `@original`: the response's message, or the component's own. */
  originalId: string | null;
  /** Messages that its token made and may change. */
  readonly made: Set<string>;
  readonly onAcknowledged: (result: Acknowledged) => void;
  /** A response with content, a deferred one filled in: the first and every later one. */
  readonly onContent: (messageId: string) => void;
  /** The bot deleted the response before it had content. */
  readonly onWithdrawn: () => void;
}
