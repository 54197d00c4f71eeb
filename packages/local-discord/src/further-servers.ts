import { OverwriteType } from 'discord-api-types/v10';
import { textChannel } from './discord-state.ts';
import { snowflakes } from './snowflake.ts';

/** What a server of middle size sends: channels that each have overwrites, roles, and emojis of its own. */
const CHANNELS = 40;
const OVERWRITES = 4;
const ROLES = 25;
const EMOJIS = 50;
/** 2015, in milliseconds since 1970. */
const SINCE = 1_420_156_800_000;

/** A server in which the bot is too, but where nothing happens. */
export interface FurtherServer {
  id: string;
  /** The server as GUILD_CREATE has it, made anew each time, so that nobody holds it. */
  created(like: object): object;
}

/** Servers that only the gateway knows, to see what a bot in many servers keeps of them. */
export function furtherServers(count: number): FurtherServer[] {
  return Array.from({ length: count }, (_, n) => {
    // Founded an odd second apart, so that their ids fall on every shard.
    const nextId = snowflakes(() => SINCE + n * 1_001);
    const id = nextId();
    return { id, created: (like) => ({ ...like, id, name: `Server ${n}`, ...contents(id, nextId) }) };
  });
}

function contents(guildId: string, nextId: () => string): object {
  const roles = Array.from({ length: ROLES }, (_, i) => ({
    id: i === 0 ? guildId : nextId(),
    name: i === 0 ? '@everyone' : `Role ${i}`,
    position: i,
    permissions: '1071698660929',
    color: i,
    colors: { primary_color: i, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  }));
  const overwrites = roles
    .slice(0, OVERWRITES)
    .map(({ id }) => ({ id, type: OverwriteType.Role, allow: '1024', deny: '0' }));
  const channels = Array.from({ length: CHANNELS }, (_, i) => ({
    ...textChannel(nextId(), guildId, `channel-${i}`, i),
    topic: 'What this channel is for, in a sentence of some sixty characters.',
    permission_overwrites: overwrites,
  }));
  const emojis = Array.from({ length: EMOJIS }, (_, i) => ({
    id: nextId(),
    name: `emoji_${i}`,
    roles: [],
    require_colons: true,
    managed: false,
    animated: false,
    available: true,
  }));
  return { roles, channels, emojis };
}
