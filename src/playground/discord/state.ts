import type { APIApplicationCommand, APIChannel, APIMessage, APIUser } from 'discord-api-types/v10';
import type { Change, Member, RecordedRequest, Violation } from './driver.ts';
import type { PendingInteraction } from './interactions.ts';
import { snowflakes } from './snowflake.ts';

/** A message, and who sees it. */
export interface StoredMessage {
  message: APIMessage;
  /** Set for an ephemeral message: the only member who sees it. */
  onlyFor: string | null;
  /** A deferred response that has no content yet. */
  thinking: boolean;
}

export interface StoredFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** Everything that this Discord knows. */
export interface State {
  botToken: string;
  bot: APIUser;
  applicationId: string;
  guildId: string;
  guildName: string;
  channels: APIChannel[];
  members: Map<string, Member>;
  commands: Map<string, APIApplicationCommand>;
  messages: Map<string, StoredMessage>;
  files: Map<string, StoredFile>;
  interactions: Map<string, PendingInteraction>;
  violations: Violation[];
  requests: RecordedRequest[];
  nextId: () => string;
  now: () => number;
  /** Where files are served. */
  baseUrl: string;
  changed: (change: Change) => void;
}

export interface StateOptions {
  botToken: string;
  guildName: string;
  channelNames: readonly string[];
  now: () => number;
}

export function createState(options: StateOptions): State {
  const nextId = snowflakes(options.now);
  const applicationId = nextId();
  const guildId = nextId();
  return {
    botToken: options.botToken,
    bot: { ...user(applicationId, 'Tribunal'), bot: true },
    applicationId,
    guildId,
    guildName: options.guildName,
    channels: options.channelNames.map(
      (name, position) =>
        ({
          id: nextId(),
          type: 0,
          name,
          position,
          guild_id: guildId,
          permission_overwrites: [],
          nsfw: false,
          parent_id: null,
          topic: null,
        }) as unknown as APIChannel,
    ),
    members: new Map(),
    commands: new Map(),
    messages: new Map(),
    files: new Map(),
    interactions: new Map(),
    violations: [],
    requests: [],
    nextId,
    now: options.now,
    baseUrl: '',
    changed: () => {},
  };
}

export const user = (id: string, name: string): APIUser => ({
  id,
  username: name.toLowerCase().replace(/\W/g, ''),
  global_name: name,
  discriminator: '0',
  avatar: null,
});
