import type {
  APIApplicationCommand,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIOverwrite,
  APIRole,
  APIUser,
  ChannelType,
} from 'discord-api-types/v10';

/**
 * A running local Discord: the people on it, what they see, and the controls of the test.
 * The bot never uses this object. It speaks REST and gateway, as with the real Discord.
 */
export interface LocalDiscord {
  /** For `rest.api` of discord.js. The client appends `/v10`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channels: readonly APIChannel[];
  /** The first text channel. */
  readonly channelId: string;
  readonly members: readonly Member[];
  /** The server's roles. */
  readonly roles: Readonly<Record<'everyone' | 'moderators' | 'bot', APIRole>>;
  /** Adds a member. Default: no moderator, no extra permissions (`more`), and `en-US`. */
  addMember(member: { name: string; moderator?: boolean; more?: bigint; locale?: string }): Member;
  /** Sets the server's preferred locale. It starts as `en-US`. */
  setLocale(locale: string): void;

  /**
   * Acts as a member.
   * An act resolves when the bot acknowledges it, and rejects with what the member would read.
   */
  as(memberId: string): Person;

  /** The messages of a channel that a member sees, oldest first, without ephemeral messages to others. */
  messages(channelId: string, memberId: string): readonly APIMessage[];
  /** All registered commands, global ones and those of the server. */
  commands(): readonly APIApplicationCommand[];
  /** The commands that Discord's client offers a member, by `default_member_permissions`. */
  commandsFor(memberId: string): readonly APIApplicationCommand[];

  /** Listens to everything that changes what somebody sees. @returns a function that stops listening. */
  onChange(listener: (change: Change) => void): () => void;

  /** Mistakes of the bot: requests that Discord would refuse, or that this package has no route for. */
  readonly violations: readonly Violation[];
  /** Every request of the bot, in order. */
  readonly requests: readonly RecordedRequest[];

  /** Ed25519 public key that verifies interactions over HTTP: 64 hexadecimal digits. */
  readonly publicKey: string;
  /**
   * Sends interactions to this address from now on, instead of the gateway.
   * @throws when it does not answer a ping, or accepts a wrong signature.
   */
  useEndpoint(url: string): Promise<void>;

  /** A member adds the bot to their account, so that it comes along wherever they are. */
  installFor(memberId: string): void;
  /** Adds the bot to the server. */
  letBotIn(): void;
  /** Removes the bot from the server. */
  throwBotOut(): void;
  /** Adds a channel, thread or direct message. Default: a text channel. The bot receives CHANNEL_CREATE. */
  addChannel(channel: NewChannel): APIChannel;
  /** Archives a thread. The bot cannot reopen a locked one. */
  archive(threadId: string, how?: { locked?: boolean }): void;

  /** Skips milliseconds on Discord's clock. Acts that wait longer than 3 seconds for the bot then reject. */
  advance(ms: number): void;
  readonly faults: Faults;
  /** Writes the server down, for `kept` of a later start. Whoever holds it can read everybody's messages. */
  keep(): string;
  close(): Promise<void>;
}

export interface NewChannel {
  name: string;
  type?: ChannelType;
  parent_id?: string;
  nsfw?: boolean;
  permission_overwrites?: APIOverwrite[];
}

export interface Member {
  user: APIUser;
  /** Has Manage Messages and Manage Server. */
  moderator: boolean;
  /** Extra permission bits. A moderator does not get them. */
  more?: bigint;
  /** The language of their client. */
  locale: string;
  /** Has added the bot to their account. */
  hasApp?: boolean;
}

export type OptionValue = string | number | boolean;

/** A file that a person uploads with a command or a modal. */
export interface Upload {
  name: string;
  /** Its MIME type. */
  type: string;
  data: string | Uint8Array;
}

export interface Person {
  /**
   * Sends a slash command. A subcommand follows after a space (`settings show`).
   * Options go by name, and users, roles and channels by id.
   * @throws when Discord's client would refuse the options or the permissions.
   * A modified client sends `unchecked`.
   */
  slash(
    command: string,
    options?: Record<string, OptionValue>,
    how?: { channelId?: string; unchecked?: boolean; files?: Record<string, Upload> },
  ): Promise<Answer>;
  /** The choices that the bot offers while the person types into the option `focused`. */
  autocomplete(
    command: string,
    options: Record<string, string>,
    focused: string,
  ): Promise<readonly { name: string; value: string | number }[]>;
  /** Presses a button, by custom_id or label. With `forged`, the message need not have such a button. */
  click(messageId: string, button: string, how?: { forged?: boolean }): Promise<Answer>;
  /** Chooses values of a string select, or ids in other menus. `forged` values need not be on offer. */
  select(messageId: string, customId: string, values: readonly string[], how?: { forged?: boolean }): Promise<Answer>;
  /**
   * Submits a modal. Fields go by custom_id, a checkbox as `true` or `false`.
   * Missing fields keep their preset.
   */
  submitModal(
    modal: OpenModal,
    values: Record<string, string | readonly string[]>,
    how?: { unchecked?: boolean; files?: Record<string, Upload> },
  ): Promise<Answer>;
  /** Uses a command of a message's context menu. */
  messageMenu(command: string, messageId: string, how?: { unchecked?: boolean }): Promise<Answer>;
  /** Uses a command of a member's context menu. */
  userMenu(command: string, memberId: string, how?: { unchecked?: boolean }): Promise<Answer>;
  /**
   * Sends an ordinary message. `replyTo` is a message id; its author is pinged unless `ping` is false. `more`
   * are further fields of the message, such as `sticker_items`, `poll` or `message_snapshots`.
   */
  say(
    content: string,
    how?: { channelId?: string; replyTo?: string; ping?: boolean; files?: readonly Upload[]; more?: object },
  ): APIMessage;
  /** The first message that passes `test`, existing or future. Rejects after `timeoutMs` (default 30,000). */
  waitFor(test: (message: APIMessage) => boolean, timeoutMs?: number): Promise<APIMessage>;
}

/** How the bot acknowledged an interaction. */
export interface Answer {
  interactionId: string;
  /** The callback's type: 4 message, 5 deferred message, 6 deferred update, 7 update, 9 modal. */
  type: number;
  /** Milliseconds from the interaction to its acknowledgement, in real time. */
  ackMs: number;
  /** The message that the acknowledgement made or changed. */
  message?: APIMessage;
  modal?: OpenModal;
  /**
   * Resolves with the response once it has content.
   * That is at once for types 4 and 7, and otherwise after the first edit or follow-up.
   * Rejects after `timeoutMs` (default 30,000), when the bot deletes the response, and for a modal.
   */
  response(timeoutMs?: number): Promise<APIMessage>;
  /** Delivers the interaction again with the same id and token, as Discord's gateway may. */
  redeliver(): Promise<void>;
}

export interface OpenModal {
  interactionId: string;
  data: APIModalInteractionResponseCallbackData;
}

export type Change =
  | {
      kind: 'message';
      channelId: string;
      /** A deleted message is no longer in `messages`. */
      messageId: string;
      /** The only member who sees it. Absent when everybody does. */
      memberId?: string;
    }
  | { kind: 'typing'; channelId: string; userId: string }
  | { kind: 'interaction'; interactionId: string; state: 'sent' | 'answered' | 'failed' }
  | { kind: 'modal'; memberId: string; modal: OpenModal };

export interface Violation {
  method: string;
  path: string;
  problem: string;
}

export interface RecordedRequest {
  method: string;
  path: string;
  /** The JSON body, or the `payload_json` part of a multipart form. */
  body: unknown;
  /** `size` is in bytes. `text` is there for text and JSON. */
  files: readonly { name: string; type: string; size: number; text?: string }[];
  status: number;
  /** Milliseconds since 1970, on Discord's clock. */
  at: number;
  /** Whether only one member sees the message that it made or changed. Absent without such a message. */
  ephemeral?: boolean;
}

/** Which requests are refused, and how. */
export interface RefusedRequest {
  /** In the path. */
  match: RegExp;
  /** Default: any method. */
  method?: string;
  /** In the body, as JSON: what AutoMod looks for. Default: any body. */
  says?: RegExp;
  /** The JSON error code, such as 200000 for AutoMod. */
  code: number;
  /** The HTTP status. Default: 400. */
  status?: number;
  /** What is wrong with which field: paths such as `components.0` with codes. */
  errors?: Readonly<Record<string, string>>;
}

/** Makes Discord fail on purpose. */
export interface Faults {
  /** Closes every gateway connection. Clients may resume. */
  dropGateway(): void;
  /**
   * Answers the next `times` REST requests whose path matches with this status.
   * `retryAfterSeconds` defaults to 1.
   */
  failRest(match: RegExp, status: number, times: number, retryAfterSeconds?: number): void;
  /** Refuses the next `times` REST requests that fit, with an error of Discord's. */
  refuseRest(what: RefusedRequest, times: number): void;
  /** Cancels what `failRest`, `refuseRest` and `loseAnswers` still have to do. */
  mend(): void;
  /** Carries out the next `times` REST requests whose path matches, but loses the answers. */
  loseAnswers(match: RegExp, times: number): void;
  /** Makes the server unavailable to the bot (true), or available again (false). The bot stays in it. */
  outage(begins: boolean): void;
  /** Denies the bot these permissions in a channel, as an overwrite would. 0n gives them all back. */
  denyBot(channelId: string, permissions: bigint): void;
}
