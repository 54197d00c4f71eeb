import { Events } from 'discord.js';
import { hear } from '../commands/chat.ts';
import { openCommandIds } from '../commands/command-ids.ts';
import { dispatch } from '../commands/dispatch.ts';
import { registerAtStart } from '../commands/register-at-start.ts';
import { openDatabase } from '../db/client.ts';
import { readDatabaseUrl } from '../db/connection/database-url.ts';
import { whereToListen } from '../db/connection/where-to-listen.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { countAsksSince, getAsk, newestAskId, setAskMessage, standingOfAsk } from '../db/repo/asks.ts';
import { checkKeys } from '../db/repo/encryption.ts';
import { setReportMessage } from '../db/repo/reports.ts';
import { spentSince } from '../db/repo/usage.ts';
import { finishUnshown } from './asks/finish.ts';
import { finishBallot, finishRun, giveUp } from './asks/jobs.ts';
import { type AskSnapshot, loadSnapshot } from './asks/snapshot.ts';
import { openVoteDesk } from './ballots/desk.ts';
import { openPainter, type Painter } from './charts/painter.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { announceClose } from './discord/announce-close.ts';
import { eraseMessage, isMemberOf } from './discord/erase-message.ts';
import { startHttpInteractions } from './discord/http-interactions.ts';
import { type Discord, isOutOf, openDiscord } from './discord/open-discord.ts';
import { postReport } from './discord/post-report.ts';
import { openPublisher, type Publisher } from './discord/publisher.ts';
import { unnameThread } from './discord/question-thread.ts';
import { type Answerable, respond, takeBack } from './discord/respond.ts';
import type { MessageView } from './discord/view/blocks.ts';
import { questionPictures } from './discord/view/question-pictures.ts';
import { paintTally } from './discord/view/tally-picture.ts';
import { welcome } from './discord/welcome.ts';
import { openJury } from './judge/jury.ts';
import { openJudge } from './judge/open-judge.ts';
import type { RulesByVersion } from './judge/rules.ts';
import { judgeInShadow } from './learning/shadow.ts';
import { dayOf } from './limits/limits.ts';
import { withoutRules } from './model-name.ts';
import { openModels } from './models/open-models.ts';
import { openSight } from './models/sight.ts';
import { reportToPost } from './moderation/moderate.ts';
import { openInFlight } from './ops/in-flight.ts';
import type { Log } from './ops/log.ts';
import { type Metrics, openMetrics } from './ops/metrics.ts';
import { openQueue } from './ops/queue.ts';
import { openSeldom } from './ops/seldom.ts';
import { openShutdown, type Shutdown } from './ops/shutdown.ts';
import { keyRingOf } from './privacy/encryption/read-keys.ts';
import { cancelGuildPurge, planGuildPurge, planMissedPurges, purgeGuild } from './privacy/erase-guild.ts';
import { takeUpLeftOver } from './privacy/left-over.ts';
import { pseudonym } from './privacy/pseudonym.ts';
import { retain } from './privacy/retention.ts';
import { endpointCheck, modelCheck, readContentCheck } from './safety/content-check.ts';
import { DAY_MS } from './terms.ts';

/** In public, one person is told at most this often why a question was refused. */
const REFUSED_ALOUD_MS = 5 * 60_000;

/** A running bot. */
export interface Bot {
  /**
   * Address for interactions over HTTP. null when they come through the gateway or this process takes none.
   */
  interactionsUrl: string | null;
  /** Address of /metrics and /health. null when METRICS_PORT is not set. */
  metricsUrl: string | null;
  /** Reads the newest ask that is not private. null when there is none. */
  latestAsk(): Promise<AskSnapshot | null>;
  /** Shuts down in order. Another process takes over unfinished work. */
  stop(): Promise<void>;
}

/**
 * Wires all parts together and starts the bot. The role `gateway` receives interactions and writes them down,
 * `worker` processes them, `all` does both. Any number of processes of each role may share one database.
 * `shutdown` may run before this resolves; it then stops what has been started so far.
 *
 * @throws when the database or Discord cannot be reached, and `shutdown.signal.reason` when the start was
 *   aborted.
 */
export async function startBot(config: Config, log: Log, shutdown = openShutdown(log)): Promise<Bot> {
  const [hears, works] = [config.ROLE !== 'worker', config.ROLE !== 'gateway'];
  try {
    const embedded = config.DATABASE_URL ? null : await startEmbedded(config.DATA_DIR);
    if (embedded) shutdown.add('embedded PostgreSQL', () => embedded.stop());
    shutdown.signal.throwIfAborted();
    const url = config.DATABASE_URL ?? embedded?.url ?? '';
    const { dropped } = readDatabaseUrl(url);
    if (dropped.length > 0) log.warn({ dropped }, 'parameters of DATABASE_URL that are not used');
    const [listenUrl] = await Promise.all([
      // Nothing stands before a PostgreSQL of our own.
      embedded ? url : whereToListen(url, config.DATABASE_DIRECT_URL, (words) => log.warn(words)),
      migrateDatabase(url),
    ]);
    shutdown.signal.throwIfAborted();

    const keys = keyRingOf(config);
    if (!keys) log.warn('DATA_ENCRYPTION_KEY is not set: texts are kept in clear in the database');
    const database = openDatabase(url, { applicationName: `tribunal ${config.ROLE}`, keys });
    shutdown.add('database', () => database.close());
    await checkKeys(database.db);
    const queue = await openQueue(url, log, config.LEASE_SECONDS, shutdown.signal, listenUrl);
    shutdown.add('queue', () => queue.stop(20_000));
    shutdown.signal.throwIfAborted();

    const metrics = openMetrics();
    let begun = false;
    const watched =
      config.METRICS_PORT === null
        ? null
        : await metrics.listen(config.METRICS_PORT, {
            askStates: () => countAsksSince(database.db, new Date(Date.now() - DAY_MS)),
            queueDepths: queue.depths,
            spent: () => spentSince(database.db, dayOf(new Date()).from),
            ready: () => begun && !shutdown.signal.aborted,
          });
    if (watched) shutdown.add('metrics', watched.close);
    const metricsUrl = watched?.url ?? null;

    const { client, rest, webhookRest } = openDiscord({
      token: config.DISCORD_TOKEN,
      apiUrl: config.DISCORD_API_URL,
      shards: config.SHARDS,
    });
    const now = () => new Date();
    const painter = openPainter({ log });
    shutdown.add('pictures', painter.close);
    const publisher = openPublisher({
      paint: (words, snapshot) => paintTally(painter, words, snapshot),
      webhookRest,
      rest,
      pictures: (snapshot) => questionPictures(database.db, snapshot),
      load: (askId) => loadSnapshot(database.db, askId),
      standingOf: (askId) => standingOfAsk(database.db, askId),
      abandon: (askId) => finishUnshown({ database, now }, { askId, failure: 'unseen' }),
      fail: (askId, failure) => finishUnshown({ database, now }, { askId, failure }),
      saveMessage: (askId, messageId) => setAskMessage(database.db, askId, messageId),
      now: Date.now,
      log,
    });
    const ground = {
      config,
      log,
      shutdown,
      database,
      queue,
      metrics,
      client,
      rest,
      webhookRest,
      publisher,
      painter,
      now,
    };
    const interactionsUrl = hears ? await startHearing(ground) : null;
    if (works) await startWorking(ground);
    await registerAtStart(ground);
    begun = true;
    log.info(
      { role: config.ROLE, user: client.user?.id, guilds: client.guilds.cache.size, interactionsUrl, metricsUrl },
      'Tribunal is ready',
    );
    return {
      interactionsUrl,
      metricsUrl,
      stop: shutdown.run,
      async latestAsk() {
        const id = await newestAskId(database.db);
        return id === null ? null : loadSnapshot(database.db, id);
      },
    };
  } catch (error) {
    const asked = shutdown.signal.aborted;
    await shutdown.run();
    // Shut down during the start: whatever failed here failed because of that.
    throw asked ? shutdown.signal.reason : error;
  }
}

/** What both roles need. */
interface Ground extends Discord, Context {
  config: Config;
  log: Log;
  shutdown: Shutdown;
  metrics: Metrics;
  publisher: Publisher;
  painter: Painter;
}

/**
 * Starts to receive interactions and messages, answers them, and writes down what they ask for.
 *
 * @returns the address for interactions over HTTP, or null when they come through the gateway.
 */
async function startHearing(ground: Ground): Promise<string | null> {
  const { config, log, shutdown, database, queue, metrics, client, rest, webhookRest, publisher, painter, now } =
    ground;
  const settle = (work: Promise<unknown>) => work.catch((error) => log.error({ error }, 'a purge was not planned'));
  const deps = {
    config,
    pseudonymOf: (userId: string) => pseudonym(config.PSEUDONYM_KEY, userId),
    database,
    queue,
    // Only one process may edit a message that is being worked on. The worker that runs an ask also shows it.
    publisher: config.ROLE === 'all' ? publisher : { ...publisher, publish: () => {} },
    sight: openSight({
      known: config.VISION_MODELS,
      hfToken: config.HF_TOKEN,
      serverKey: config.MODEL_SERVER_KEY,
      now: Date.now,
    }),
    desk: metrics.desk(openVoteDesk({ database, queue, log, dailyCap: config.VOTES_A_DAY })),
    painter,
    log,
    now,
    metrics,
    respond: (at: Answerable, view: MessageView) => respond(webhookRest, log, at, view),
    takeBack: (at: Answerable, view: MessageView) => takeBack(webhookRest, log, at, view),
    maySay: openSeldom(REFUSED_ALOUD_MS),
    commandIds: openCommandIds(config, now),
  };
  const inFlight = openInFlight();
  // By now no new interaction arrives. Those in flight still get their answers.
  shutdown.add('what people wait for', () => inFlight.settled(10_000));
  client.on(Events.InteractionCreate, (interaction) => inFlight.add(dispatch(interaction, deps)));
  if (config.INTERACTIONS_PORT !== null) {
    const http = await startHttpInteractions({
      publicKey: config.DISCORD_PUBLIC_KEY ?? '',
      port: config.INTERACTIONS_PORT,
      client,
      rest,
      log,
    });
    shutdown.add('interactions over HTTP', () => http.close());
    return http.url;
  }
  client.on(Events.MessageCreate, (message) => inFlight.add(hear(message, deps)));
  // discord.js fires this only when the bot was removed, not while a server is unavailable.
  client.on(Events.GuildDelete, ({ id }) => void settle(planGuildPurge(ground, id)));
  client.once(Events.ClientReady, () => void settle(planMissedPurges(ground, isOutOf(client))));
  client.on(Events.GuildCreate, (guild) => {
    void settle(cancelGuildPurge(ground, guild.id));
    // Before the bot was there, Discord took no commands for it.
    if (guild.id === config.DISCORD_GUILD_ID) void registerAtStart(ground);
    void welcome(guild, rest, log).catch((error) => log.error({ error }, 'a server was not greeted'));
  });
  client.on(Events.Error, (error) => log.error({ error }, 'gateway error'));
  client.on(Events.ShardDisconnect, ({ code }) => log.error({ code }, 'Discord closed the connection for good'));
  shutdown.add('Discord', async () => {
    await client.destroy();
    // `destroy` clears the token, but answers in flight still need it.
    rest.setToken(config.DISCORD_TOKEN);
  });
  await client.login(config.DISCORD_TOKEN);
  shutdown.signal.throwIfAborted();
  return null;
}

/** Starts to process jobs: runs asks, closes ballots, posts reports, deletes what has expired. */
async function startWorking(ground: Ground): Promise<void> {
  const { config, log, database, queue, metrics, rest, publisher, now } = ground;
  const openModel = openModels({
    anthropicApiKey: config.ANTHROPIC_API_KEY,
    anthropicBaseUrl: config.ANTHROPIC_BASE_URL,
    hfToken: config.HF_TOKEN,
    serverKey: config.MODEL_SERVER_KEY,
    seen: metrics.modelRequest,
    policy: { concurrency: config.MODEL_CONCURRENCY, firstTokenMs: config.MODEL_FIRST_TOKEN_SECONDS * 1000 },
  });
  const anyJudge = (model: string, strong: string | null, rubricModel?: string, rules?: RulesByVersion) =>
    openJudge({
      model,
      strongModel: strong ?? undefined,
      // JUDGE_FORMAT applies to JUDGE_MODEL only. The format of another judge follows from its name.
      format: withoutRules(model) === config.JUDGE_MODEL ? config.JUDGE_FORMAT : undefined,
      rubricModel,
      rules,
      contextTokens: config.JUDGE_CONTEXT_TOKENS,
      openModel,
    });
  const judgeFor = (name: string, strong: string | null, rubricModel?: string, rules?: RulesByVersion) =>
    metrics.judge(openJury(name, (model) => anyJudge(model, strong, rubricModel, rules)));
  const checking = readContentCheck(config.CONTENT_CHECK);
  const check =
    checking?.kind === 'endpoint'
      ? endpointCheck(checking.url, config.CONTENT_CHECK_KEY)
      : checking && modelCheck(openModel(checking.name));
  const { publish: progress } = publisher;
  const runDeps = { check, database, queue, publisher, openModel, openJudge: judgeFor, progress, now, log };
  await queue.work('ask-run', config.ASKS_IN_FLIGHT, async ({ askId }, attempt) => {
    await finishRun(runDeps, { askId, attempt });
    const ask = await getAsk(database.db, askId);
    if (ask) metrics.asked(ask);
  });
  // No jury, and nothing in the metrics of judges: it decides nothing.
  const openChallenger = (model: string, rules: RulesByVersion) =>
    anyJudge(model, null, config.JUDGE_RUBRIC_MODEL ?? undefined, rules);
  await queue.work('ask-shadow', 2, ({ askId }, attempt) =>
    judgeInShadow({ ...ground, openJudge: openChallenger }, { askId, attempt }),
  );
  await queue.work('message-erase', 1, (place) => eraseMessage(rest, place, log));
  await queue.work('report-post', 1, async (job) => {
    const found = await reportToPost(database, job);
    const messageId = found && (await postReport(rest, found, log));
    if (!messageId) return;
    const { channelId, report, ask } = found;
    // The report was deleted while it was being posted. Its quotes must not stay in the channel.
    if (!(await setReportMessage(database.db, report.id, { channelId, messageId })))
      await eraseMessage(rest, { about: 'report', channelId, messageId, language: ask.settings.language }, log);
  });
  await queue.work('retention', 1, async () => {
    const left = await takeUpLeftOver(ground);
    if (left.asks + left.ballots > 0) log.warn(left, 'asks and ballots without a job were taken up');
    log.info(await retain(database, config.RETENTION_DAYS, now()), 'texts that had grown too old were emptied');
  });
  await queue.work('guild-purge', 1, async ({ guildId }) => {
    const gone = await purgeGuild(database, guildId, async (id) => !(await isMemberOf(rest, id)));
    if (gone) log.info(gone, 'a server was purged');
  });
  await queue.schedule('retention', '17 * * * *');
  await queue.work('ask-given-up', 2, ({ askId }) => giveUp(ground, askId));
  await queue.work('ballot-close', 2, ({ ballotId }) =>
    finishBallot(
      {
        ...ground,
        announce: (closing) => announceClose(rest, closing, log),
        unname: ({ messageId, snapshot }) =>
          unnameThread(rest, { messageId, language: snapshot.ask.settings.language }, log),
      },
      ballotId,
    ),
  );
}
