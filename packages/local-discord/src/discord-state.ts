import type {
  APIApplicationCommand,
  APIAttachment,
  APIChannel,
  APIMessage,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';
import type { Clock } from './clock.ts';
import { everyonePermissions, memberPermissions } from './discord-permissions.ts';
import type { Change, Member, RecordedRequest, Violation } from './driver.ts';
import type { PendingInteraction } from './pending-interaction.ts';
import { snowflakes } from './snowflake.ts';

/** A message, and who sees it. */
export interface StoredMessage {
  /** Immutable: an edit replaces it, so that a holder keeps what they saw. */
  message: APIMessage;
  /** The only member who sees an ephemeral message. Null when everybody sees the message. */
  onlyFor: string | null;
  /** A deferred response that has no content yet. */
  thinking: boolean;
  /** All its files. `message.attachments` lacks those that a component or an embed shows. */
  files: readonly APIAttachment[];
}

export interface StoredFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Sends an event to the gateway sessions that have its intent. Without an intent, all get it. */
export type Dispatch = (event: { name: string; data: object | ((intents: number) => object); intent?: number }) => void;

/** The whole state of a local Discord. */
export interface State {
  botToken: string;
  bot: APIUser;
  applicationId: string;
  guildId: string;
  guildName: string;
  /** Whether the bot is in the server. */
  botIsIn: boolean;
  ownerId: string;
  /** The server's preferred locale. */
  locale: string;
  roles: { everyone: APIRole; moderators: APIRole; bot: APIRole };
  channels: APIChannel[];
  members: Map<string, Member>;
  /** When everybody joined, as ISO 8601. */
  since: string;
  commands: Map<string, APIApplicationCommand>;
  messages: Map<string, StoredMessage>;
  /** Messages by nonce, for `enforce_nonce`. */
  nonces: Map<string, { messageId: string; at: number }>;
  /** By the path of their address. */
  files: Map<string, StoredFile>;
  /** By token. */
  interactions: Map<string, PendingInteraction>;
  /** Interactions that were answered with a modal, by their id. */
  modals: Map<string, PendingInteraction>;
  /** Permission bits that the bot was denied, by channel id. */
  denied: Map<string, bigint>;
  violations: Violation[];
  requests: RecordedRequest[];
  nextId: () => string;
  clock: Clock;
  /** Origin of REST, gateway and files, such as `http://127.0.0.1:8080`. */
  baseUrl: string;
  changed: (change: Change) => void;
  dispatch: Dispatch;
  /** Delivers an interaction through the gateway, or to the bot's HTTP endpoint. */
  deliver: (pending: PendingInteraction) => void;
  /** Ed25519 public key that verifies interactions over HTTP, in hexadecimal. */
  publicKey: string;
}

export interface StateOptions {
  botToken: string;
  guildName: string;
  botIsIn: boolean;
  channelNames: readonly string[];
  clock: Clock;
}

export function createState({ botToken, guildName, botIsIn, channelNames, clock }: StateOptions): State {
  const nextId = snowflakes(clock.now);
  const applicationId = nextId();
  const guildId = nextId();
  const state: State = {
    botToken,
    bot: { ...user(applicationId, 'Tribunal'), bot: true },
    applicationId,
    guildId,
    guildName,
    botIsIn,
    ownerId: nextId(),
    locale: 'en-US',
    roles: {
      everyone: role(guildId, '@everyone', 0, everyonePermissions),
      moderators: role(nextId(), 'Moderators', 1, memberPermissions(true)),
      // Discord makes one for every bot that is invited with permissions.
      bot: { ...role(nextId(), 'Tribunal', 2, 0n), managed: true, tags: { bot_id: applicationId } },
    },
    channels: channelNames.map((name, position) => textChannel(nextId(), guildId, name, position)),
    members: new Map(),
    since: new Date(clock.now()).toISOString(),
    commands: new Map(),
    messages: new Map(),
    nonces: new Map(),
    files: new Map(),
    interactions: new Map(),
    modals: new Map(),
    denied: new Map(),
    violations: [],
    requests: [],
    nextId,
    clock,
    baseUrl: '',
    changed: () => {},
    dispatch: () => {},
    deliver: ({ payload }) => state.dispatch({ name: 'INTERACTION_CREATE', data: payload }),
    publicKey: '0'.repeat(64),
  };
  return state;
}

export const user = (id: string, name: string): APIUser =>
  ({
    id,
    username: name.toLowerCase().replace(/\W/g, ''),
    global_name: name,
    discriminator: '0',
    avatar: null,
    avatar_decoration_data: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  }) as unknown as APIUser;

const role = (id: string, name: string, position: number, permissions: bigint): APIRole => ({
  id,
  name,
  position,
  permissions: permissions.toString(),
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0 as APIRole['flags'],
});

export const textChannel = (id: string, guildId: string, name: string, position: number): APIChannel =>
  ({
    id,
    type: 0,
    name,
    position,
    guild_id: guildId,
    permission_overwrites: [],
    nsfw: false,
    parent_id: null,
    topic: null,
    last_message_id: null,
    flags: 0,
    rate_limit_per_user: 0,
  }) as unknown as APIChannel;

/** Whether a member sees a message. Only one member sees an ephemeral message. */
export const sees = ({ onlyFor }: StoredMessage, memberId: string): boolean => onlyFor === null || onlyFor === memberId;
