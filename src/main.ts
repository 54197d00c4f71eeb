import { Client, Events, GatewayIntentBits, Options, REST } from 'discord.js';
import { dispatch } from '../commands/dispatch.ts';
import { openDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { setAskMessage } from '../db/repo/asks.ts';
import { finishBallot, finishRun } from './asks/jobs.ts';
import { loadSnapshot } from './asks/snapshot.ts';
import type { Config } from './config.ts';
import { openPublisher } from './discord/publisher.ts';
import { originalMessage, toRequest } from './discord/send.ts';
import { openJudge } from './judge/open-judge.ts';
import { openModels } from './models/open-models.ts';
import type { Log } from './ops/log.ts';
import { openQueue } from './ops/queue.ts';
import { openShutdown } from './ops/shutdown.ts';
import { openPainter } from './research/charts/painter.ts';

export interface Bot {
  /** Ends everything in order; what is not finished is left to the next process. */
  stop(): Promise<void>;
}

/** Wires the rooms together and begins to work. @throws where the database or Discord cannot be reached. */
export async function startBot(config: Config, log: Log): Promise<Bot> {
  const shutdown = openShutdown(log);
  try {
    const embedded = config.DATABASE_URL ? null : await startEmbedded(config.DATA_DIR);
    if (embedded) shutdown.add('embedded PostgreSQL', () => embedded.stop());
    const url = config.DATABASE_URL ?? embedded?.url ?? '';
    await migrateDatabase(url);

    const database = openDatabase(url, { applicationName: 'tribunal' });
    shutdown.add('database', () => database.close());
    const queue = await openQueue(url, log);
    shutdown.add('queue', () => queue.stop(20_000));

    const openModel = openModels({
      anthropicApiKey: config.ANTHROPIC_API_KEY,
      anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
      hfToken: config.HF_TOKEN,
      serverKey: config.MODEL_SERVER_KEY,
      policy: { concurrency: config.MODEL_CONCURRENCY, firstTokenMs: config.MODEL_FIRST_TOKEN_SECONDS * 1000 },
    });
    const judgeFor = (model: string, strong: string | null) =>
      openJudge({
        model,
        strongModel: strong ?? undefined,
        format: config.JUDGE_FORMAT,
        contextTokens: config.JUDGE_CONTEXT_TOKENS,
        openModel,
      });

    const api = config.DISCORD_API_URL ? { api: config.DISCORD_API_URL } : {};
    const client = new Client({
      // Slash commands, buttons and menus need no privileged intent; nothing else is listened to.
      intents: [GatewayIntentBits.Guilds],
      allowedMentions: { parse: [] },
      rest: { ...api, invalidRequestWarningInterval: 500 },
      makeCache: Options.cacheWithLimits({ MessageManager: 0, ReactionManager: 0, ThreadManager: 0 }),
    });
    // Interaction webhooks are not bound by the bot's 50 requests a second; the client's own limiter would hold them back.
    const webhookRest = new REST({ version: '10', ...api, globalRequestsPerSecond: 1000 });
    const now = () => new Date();
    const publisher = openPublisher({
      webhookRest,
      rest: client.rest,
      load: (askId) => loadSnapshot(database.db, askId),
      saveMessage: (askId, messageId) => setAskMessage(database.db, askId, messageId),
      now: Date.now,
      log,
    });
    const painter = openPainter({ log });
    shutdown.add('pictures', painter.close);
    const deps = {
      config,
      database,
      queue,
      publisher,
      painter,
      log,
      now,
      respond: async (interaction: { applicationId: string; token: string }, view: Parameters<typeof toRequest>[0]) => {
        const route = originalMessage(interaction.applicationId, interaction.token);
        await webhookRest.patch(route, { ...toRequest(view), auth: false });
      },
    };

    client.on(Events.InteractionCreate, (interaction) => void dispatch(interaction, deps));
    client.on(Events.Error, (error) => log.error({ error }, 'gateway error'));
    client.on(Events.ShardDisconnect, ({ code }) => log.error({ code }, 'Discord closed the connection for good'));
    shutdown.add('Discord', () => client.destroy());
    await client.login(config.DISCORD_TOKEN);

    const runDeps = { database, queue, openModel, openJudge: judgeFor, progress: publisher.publish, now, log };
    await queue.work('ask-run', config.ASKS_IN_FLIGHT, ({ askId }, { signal, last }) =>
      finishRun(askId, runDeps, publisher, { signal: AbortSignal.any([signal, shutdown.signal]), last }),
    );
    await queue.work('ballot-close', 2, ({ ballotId }) => finishBallot(ballotId, database, publisher, now()));
    log.info({ user: client.user?.id, guilds: client.guilds.cache.size }, 'Tribunal is ready');
    return { stop: shutdown.run };
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}
