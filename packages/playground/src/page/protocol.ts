import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';

/** What is served and clicked between the page and its server; types only, so that both sides can use it. */

export interface PersonInfo {
  id: string;
  name: string;
  moderator: boolean;
}

export interface ChannelInfo {
  id: string;
  name: string;
  topic: string;
}

export interface Banner {
  practice: boolean;
  models: readonly string[];
  judge: string;
}

/** The first event after a connection opens: everything but the messages. */
export interface Hello {
  you: PersonInfo;
  people: readonly PersonInfo[];
  channels: readonly ChannelInfo[];
  applicationId: string;
  examples: readonly string[];
  banner: Banner | null;
}

/** Messages of a channel as you see them: ids in order, and those that are new or changed since the last such event. */
export interface MessagesUpdate {
  channelId: string;
  order: readonly string[];
  changed: readonly APIMessage[];
}

/** The commands that you may use. */
export type CommandsUpdate = readonly APIApplicationCommand[];

export interface TypingUpdate {
  channelId: string;
  userId: string;
}

/** What the bot did for the newest question: candidates by number, and who beat whom. */
export interface Trace {
  askId: string;
  question: string;
  state: string;
  candidates: readonly { number: number; model: string | null; state: 'writing' | 'done' | 'failed' | 'repeated' }[];
  comparisons: readonly { first: number; second: number; winner: number | null; seconds: number }[];
  /** Rows of this ask in the database, by table. */
  rows: readonly { table: string; count: number }[];
}

export interface SimulationState {
  running: boolean;
  asks: number;
  votes: number;
  /** Milliseconds since 1970. */
  endsAt: number | null;
}

export type OptionValue = string | number | boolean;

/** A file on its way, in base64. */
export interface SentFile {
  name: string;
  type: string;
  data: string;
}

export type Act =
  | {
      kind: 'slash';
      channelId: string;
      command: string;
      options: Record<string, OptionValue>;
      files?: Record<string, SentFile>;
    }
  | { kind: 'autocomplete'; command: string; options: Record<string, string>; focused: string }
  | { kind: 'click'; messageId: string; customId: string }
  | { kind: 'select'; messageId: string; customId: string; values: readonly string[] }
  | { kind: 'modal'; interactionId: string; values: Record<string, string | readonly string[]> }
  | { kind: 'menu'; command: string; messageId: string }
  | { kind: 'say'; channelId: string; content: string; replyTo?: string }
  | { kind: 'simulate'; on: boolean };

export interface PageModal {
  interactionId: string;
  data: APIModalInteractionResponseCallbackData;
}

export type ActResult =
  | { ok: true; modal?: PageModal; choices?: readonly { name: string; value: string | number }[] }
  | { ok: false; problem: string };
