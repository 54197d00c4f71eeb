import { Client, GatewayIntentBits, Options, Partials, REST, ShardClientUtil } from 'discord.js';
import { InlineRest } from './inline-rest.ts';
import { keepPayloads } from './payload.ts';
import { keepPlaces } from './place.ts';
import { isTooLong } from './rate-limits.ts';

export interface Discord {
  client: Client;
  /**
   * For interaction webhooks, to which the bot's limit of 50 requests a second does not apply. The client's
   * own REST would enforce that limit here too.
   */
  webhookRest: REST;
  /**
   * The client's own REST. An interaction that came over HTTP is acknowledged through it, in the same HTTP
   * exchange.
   */
  rest: InlineRest;
}

export interface DiscordOptions {
  token: string;
  apiUrl?: string | undefined;
  /** Which shards this process holds, out of how many. All of them if absent. */
  shards?: { ids: number[]; of: number } | undefined;
}

/**
 * discord.js keeps a queue for each interaction's webhook, by default for an hour. At 200 interactions a
 * second that would be 700,000 queues.
 */
const everywhere = { handlerSweepInterval: 60_000, rejectOnRateLimit: isTooLong };

/** Opens the client, not yet logged in. A worker needs only its REST. */
export function openDiscord({ token, apiUrl, shards }: DiscordOptions): Discord {
  const api = apiUrl ? { api: apiUrl } : {};
  const client = new Client({
    // No privileged intent is needed: Discord sends the text of messages that mention the bot or reply to it.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    allowedMentions: { parse: [] },
    // Without it, messages in a thread that discord.js has not seen, such as a reopened one, are dropped.
    partials: [Partials.Channel],
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      ReactionManager: 0,
      ThreadManager: 0,
      GuildEmojiManager: 0,
    }),
    // Always set. Otherwise discord.js reads SHARDS itself, as JSON, and fails on an empty line in .env.
    ...(shards ? { shards: shards.ids, shardCount: shards.of } : { shards: 'auto' as const }),
  });
  const rest = new InlineRest({ version: '10', ...api, ...everywhere, invalidRequestWarningInterval: 500 }).setToken(
    token,
  );
  client.rest = rest;
  keepPlaces(client);
  keepPayloads(client);
  return {
    client,
    rest,
    webhookRest: new REST({ version: '10', ...api, ...everywhere, globalRequestsPerSecond: 1000 }),
  };
}

/**
 * Whether the bot is no longer in a server, as a ready client knows it. The function returns false for
 * servers of other processes' shards: those processes know.
 */
export const isOutOf =
  ({ guilds, options, ws }: Client) =>
  (guildId: string): boolean =>
    /^\d+$/.test(guildId) &&
    ws.shards.has(ShardClientUtil.shardIdForGuildId(guildId, options.shardCount ?? 1)) &&
    !guilds.cache.has(guildId);
