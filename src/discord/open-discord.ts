import { Client, GatewayIntentBits, Options, Partials, REST, ShardClientUtil } from 'discord.js';
import { InlineRest } from './inline-rest.ts';
import { keepPlaces } from './place.ts';

export interface Discord {
  client: Client;
  /** Interaction webhooks are not bound by the bot's 50 requests a second; the client's own limiter would hold them back. */
  webhookRest: REST;
  /** The client's own; an interaction that came by HTTP is answered through it in the same HTTP exchange. */
  rest: InlineRest;
}

export interface DiscordOptions {
  token: string;
  apiUrl?: string | undefined;
  /** Which shards this process holds, out of how many; all where nothing is said. */
  shards?: { ids: number[]; of: number } | undefined;
}

/** discord.js keeps a queue for the webhook of each interaction, an hour if it is not told otherwise: 200 a second would be 700,000 of them. */
const sweeping = { handlerSweepInterval: 60_000 };

/** The client, not yet logged in: a worker needs nothing but its REST. */
export function openDiscord({ token, apiUrl, shards }: DiscordOptions): Discord {
  const api = apiUrl ? { api: apiUrl } : {};
  const client = new Client({
    // No privileged intent: of messages only those come with their text that mention the bot or answer it.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    allowedMentions: { parse: [] },
    // Otherwise what is said in a thread that was not announced, as one that was put away and goes on, is never heard of.
    partials: [Partials.Channel],
    makeCache: Options.cacheWithLimits({ MessageManager: 0, ReactionManager: 0, ThreadManager: 0 }),
    // Said in any case: where nothing is, discord.js reads SHARDS itself, as JSON, and breaks on an empty line of .env.
    ...(shards ? { shards: shards.ids, shardCount: shards.of } : { shards: 'auto' as const }),
  });
  const rest = new InlineRest({ version: '10', ...api, ...sweeping, invalidRequestWarningInterval: 500 }).setToken(
    token,
  );
  client.rest = rest;
  keepPlaces(client);
  return { client, rest, webhookRest: new REST({ version: '10', ...api, ...sweeping, globalRequestsPerSecond: 1000 }) };
}

/** Of a client that is ready: whether the bot is in a server no more. Servers of other processes' shards are theirs to tell. */
export const isOutOf =
  ({ guilds, options, ws }: Client) =>
  (guildId: string): boolean =>
    /^\d+$/.test(guildId) &&
    ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, options.shardCount ?? 1)) &&
    !guilds.cache.has(guildId);
