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
 * What people can do on the local Discord, and what they see of it. The playground page, the tests and the load bench all
 * act through this; the bot never does: it talks REST and gateway like anywhere else.
 */
export interface LocalDiscord {
  /** For `rest.api` of discord.js; `/v10` is appended by the client. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channels: readonly APIChannel[];
  /** The first text channel. */
  readonly channelId: string;
  readonly members: readonly Member[];
  /** The server's roles: `everyone`, and `moderators` for those who are. */
  readonly roles: Readonly<Record<'everyone' | 'moderators', APIRole>>;
  /** `locale`: of their client, `en-US` if not given. */
  addMember(member: { name: string; moderator?: boolean; more?: bigint; locale?: string }): Member;
  /** The server's language from now on: `en-US` at first. */
  setLocale(locale: string): void;

  /** A person's hands and eyes. Every act resolves once the bot has answered it, or rejects as a person would see it fail. */
  as(memberId: string): Person;

  /** All messages of a channel as `memberId` sees them, oldest first: other people's ephemeral messages are not among them. */
  messages(channelId: string, memberId: string): readonly APIMessage[];
  /** All commands that are registered, those of the application and those of the server. */
  commands(): readonly APIApplicationCommand[];

  /** Called after everything that changes what somebody sees. Returns the way to stop listening. */
  onChange(listener: (change: Change) => void): () => void;

  /** Requests of the bot that Discord would refuse or that its schemas do not know; empty is what tests want. */
  readonly violations: readonly Violation[];
  /** Everything the bot sent, in order: for tests that search every public payload. */
  readonly requests: readonly RecordedRequest[];

  /** For interactions over HTTP: the application's public key, and the way to have them sent to an address from now on. */
  readonly publicKey: string;
  useEndpoint(url: string): Promise<void>;

  /** Opens the bot's invitation and chooses the server: for a bot that was not in it from the beginning. */
  letBotIn(): void;
  /** Throws the bot out of the server. */
  throwBotOut(): void;
  /** Makes a channel, a thread (`parent_id`) or a direct message; what is not said is an ordinary text channel. The bot hears of it, if it is no thread. */
  addChannel(channel: NewChannel): APIChannel;
  /** Puts a thread away; a locked one is opened again by moderators alone. */
  archive(threadId: string, how?: { locked?: boolean }): void;

  /** Lets milliseconds pass at once on the clock behind the 3-second and 15-minute limits; who waits for an answer in vain sees it fail. */
  advance(ms: number): void;
  /** Breaks things on purpose. */
  readonly faults: Faults;
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
  /** Manage Messages and Manage Server. */
  moderator: boolean;
  /** Permission bits beside everybody's, of who is no moderator. */
  more?: bigint;
  /** Of their client. */
  locale: string;
}

export type OptionValue = string | number | boolean;

/** A file that a person puts into a command or a form. */
export interface Upload {
  name: string;
  type: string;
  data: string | Uint8Array;
}

export interface Person {
  /**
   * Types a slash command; a subcommand after a space (`settings show`). Options by their names; users, roles and channels by
   * their ids. The local Discord refuses what the command's own definition and permissions forbid, as a client would, unless
   * `unchecked`: a modified client can send that.
   */
  slash(
    command: string,
    options?: Record<string, OptionValue>,
    how?: { channelId?: string; unchecked?: boolean; files?: Record<string, Upload> },
  ): Promise<Answer>;
  autocomplete(
    command: string,
    options: Record<string, string>,
    focused: string,
  ): Promise<readonly { name: string; value: string | number }[]>;
  /** By custom_id, or by the visible label. A custom_id that is not on the message is sent all the same with `forged`. */
  click(messageId: string, button: string, how?: { forged?: boolean }): Promise<Answer>;
  /** Values of a string select, or ids; `forged` sends what the menu does not offer. */
  select(messageId: string, customId: string, values: readonly string[], how?: { forged?: boolean }): Promise<Answer>;
  /** Fields by their custom_id; a checkbox is `true` or `false`. What is left out stays as the form had it. */
  submitModal(
    modal: OpenModal,
    values: Record<string, string | readonly string[]>,
    how?: { unchecked?: boolean; files?: Record<string, Upload> },
  ): Promise<Answer>;
  /** Right click on a message, then an app command. */
  messageMenu(command: string, messageId: string, how?: { unchecked?: boolean }): Promise<Answer>;
  /** Right click on a member, then an app command. */
  userMenu(command: string, memberId: string, how?: { unchecked?: boolean }): Promise<Answer>;
  /** An ordinary message in a channel. */
  say(content: string, how?: { channelId?: string; replyTo?: string }): APIMessage;
  /** Resolves with the first message this person sees for which `test` holds, now or later; rejects after `timeoutMs` (default 30,000). */
  waitFor(test: (message: APIMessage) => boolean, timeoutMs?: number): Promise<APIMessage>;
}

/** What came of an interaction within Discord's 3 seconds. */
export interface Answer {
  interactionId: string;
  /** The callback's type: 4 message, 5 deferred message, 6 deferred update, 7 update, 9 modal. */
  type: number;
  /** From the interaction sent to its acknowledgement; milliseconds. */
  ackMs: number;
  /** The message that the acknowledgement made or changed, if it did. */
  message?: APIMessage;
  modal?: OpenModal;
  /**
   * Resolves with the response, as it is by then, once it has content: at once for types 4 and 7, after the first edit or
   * follow-up of this interaction for a deferred one. Rejects after `timeoutMs` (default 30,000), when the bot takes the
   * response away, and for a form, which is no message.
   */
  response(timeoutMs?: number): Promise<APIMessage>;
  /** The same interaction once more with the same id and token, as Discord's gateway may deliver it. */
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
      /** Gone from `messages` where it was deleted. */
      messageId: string;
      /** Set where only this member sees it. */
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
  /** The JSON body, or the `payload_json` part of a form. */
  body: unknown;
  files: readonly { name: string; type: string; size: number; text?: string }[];
  status: number;
  at: number;
  /** Whether what it sent could be seen by one member only; undefined for requests that show nothing. */
  ephemeral?: boolean;
}

export interface Faults {
  /** Closes every gateway connection; clients are expected to resume. */
  dropGateway(): void;
  /** The next `times` REST requests whose path matches are answered with this status. */
  failRest(match: RegExp, status: number, times: number, retryAfterSeconds?: number): void;
  /** Forgets what is still to fail. */
  mend(): void;
  /** The next `times` REST requests whose path matches are carried out, but the connection ends before the answer. */
  loseAnswers(match: RegExp, times: number): void;
  /** Discord's own trouble: the server is out of reach for the bot, which is still in it; or is there again. */
  outage(begins: boolean): void;
  /** Takes permissions from the bot in a channel, as people with the right to do so may; 0n gives them all back. */
  denyBot(channelId: string, permissions: bigint): void;
}
