import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';

/** The protocol between the page and its server. Types only, so that both sides can import it. */

export interface PersonInfo {
  id: string;
  name: string;
  moderator: boolean;
  /** The language of their client. */
  locale: string;
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

/** A model server of this machine, and its models that write text. */
export interface NearServer {
  name: string;
  /** `http://127.0.0.1:11434/v1` */
  address: string;
  models: readonly string[];
}

/** Models of this machine, as settings name them, that stand in for those of the start; null for those. */
export interface Choice {
  writes: string | null;
  judges: string | null;
}

/** Which models answer, and which others could. */
export interface ModelsState {
  banner: Banner;
  /** The servers that were found when one last looked. */
  near: readonly NearServer[];
  /** The bot starts anew with other models, and answers nothing meanwhile. */
  changing: boolean;
  /** Why the last change did not work. */
  problem: string | null;
  chosen: Choice;
}

/** Questions that show what the options `follow_up` and `file` do. */
export interface SpecialQuestions {
  /** Goes on from an answer to `first`. */
  followUp: { first: string; question: string };
  file: { question: string; name: string; text: string };
}

/** The first event on a connection: everything but the messages. */
export interface Hello {
  you: PersonInfo;
  people: readonly PersonInfo[];
  channels: readonly ChannelInfo[];
  applicationId: string;
  examples: readonly string[];
  special: SpecialQuestions | null;
  /** Changes with the page's own code: an open page that is older loads itself anew. */
  build: string;
  banner: Banner | null;
}

/** A channel as the member sees it: all ids in order, and the messages that changed since the last update. */
export interface MessagesUpdate {
  channelId: string;
  order: readonly string[];
  changed: readonly APIMessage[];
}

/** The commands that the member may use. */
export type CommandsUpdate = readonly APIApplicationCommand[];

export interface TypingUpdate {
  channelId: string;
  userId: string;
}

/** What the bot did for the newest question. Candidates are numbered from 1. */
export interface Trace {
  askId: string;
  question: string;
  state: string;
  candidates: readonly { number: number; model: string | null; state: 'writing' | 'done' | 'failed' | 'repeated' }[];
  comparisons: readonly { first: number; second: number; winner: number | null; seconds: number }[];
  /** How many rows this ask has in each table. */
  rows: readonly { table: string; count: number }[];
}

export interface SimulationState {
  running: boolean;
  asks: number;
  votes: number;
  /** Milliseconds since 1970. */
  endsAt: number | null;
  /** About how long they ask. */
  minutes: number;
}

/** Rules that were tried on votes which had not been looked at. */
export interface Learnt {
  /** `kept`: they are stored, and may be compared. Else why there are none, or not enough votes. */
  end: 'kept' | 'no-list' | 'not-better' | 'contradicts-itself' | 'not-enough';
  rules: readonly string[];
  /** Questions of each part. */
  parts: { train: number; choose: number; test: number };
  /** By how much people agree with the judge more often, on the test's questions. Points are 0–1. */
  gain: { value: number; low: number; high: number } | null;
  /** Of the stored list. */
  version: number | null;
  calls: number;
}

/** How a judge with rules stands against the one in charge. */
export interface Compared {
  /** `promoted`: it is in charge by now. `ended`: the comparison was ended without that. */
  decision: 'promote' | 'keep' | 'not-yet' | 'moved' | 'promoted' | 'ended';
  /** How often people prefer its pick where the two differ, 0–1; null: nobody could say yet. */
  preferred: number | null;
  /** Questions that both have judged; duels between their two picks, and the votes on those. */
  asks: number;
  duels: number;
  votes: number;
  /** Votes on all questions, if it goes on like this; null: nobody can say. */
  votesStillNeeded: number | null;
}

/** How far the judge is that learns from the simulated members. */
export interface LearningState {
  doing: 'learning' | 'challenging' | 'looking' | null;
  /** The newest line of the command that runs. */
  line: string | null;
  learnt: Learnt | null;
  compared: Compared | null;
  /** Why the last command failed, in its own words. */
  problem: string | null;
}

export type OptionValue = string | number | boolean;

/** A file in a request. `data` is base64. */
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
  | { kind: 'simulate'; on: boolean }
  | { kind: 'learn'; step: 'learn' | 'challenge' | 'look' }
  | ({ kind: 'use-models' } & Choice)
  | { kind: 'look-near' };

export interface PageModal {
  interactionId: string;
  data: APIModalInteractionResponseCallbackData;
}

export type ActResult =
  | { ok: true; modal?: PageModal; choices?: readonly { name: string; value: string | number }[] }
  | { ok: false; problem: string };
