import { type Client, PermissionFlagsBits } from 'discord.js';
import type { Names } from '../asks/plain-mentions.ts';

interface At {
  client: Client<boolean>;
  guildId: string | null;
  /** Of a slash command: what Discord looked up for its options. */
  options?: { resolved?: { channels?: Known | null; roles?: Known | null } | null };
}

interface Known {
  get(id: string): object | null | undefined;
}

/** Channels of direct messages have no name. */
const nameOf = (known: object | null | undefined): string | null =>
  known && 'name' in known && typeof known.name === 'string' ? known.name : null;

/**
 * The names of channels and roles: those that the interaction came with, and those that discord.js knows. A
 * channel that not everybody on the server may see keeps its name: whoever knows its id could ask for it.
 */
export function namesAt({ client, guildId, options }: At): Names {
  const guild = guildId === null ? undefined : client.guilds.cache.get(guildId);
  const { channels, roles } = options?.resolved ?? {};
  return {
    channel(id) {
      const given = nameOf(channels?.get(id));
      if (given !== null) return given;
      const channel = guild?.channels.cache.get(id);
      const everybody = guild && channel?.permissionsFor(guild.roles.everyone);
      return everybody?.has(PermissionFlagsBits.ViewChannel) ? (channel?.name ?? null) : null;
    },
    // The role of everybody is called `@everyone`.
    role: (id) => (nameOf(roles?.get(id)) ?? guild?.roles.cache.get(id)?.name)?.replace(/^@/, '') ?? null,
  };
}
