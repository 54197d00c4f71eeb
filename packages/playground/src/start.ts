import { type rawEnvironment, readConfig } from '../../../src/config.ts';
import { type Bot, startBot } from '../../../src/main.ts';
import { contextHeld } from '../../../src/models/context-held.ts';
import { portsFrom } from '../../../src/models/servers-near.ts';
import type { Log } from '../../../src/ops/log.ts';
import type { Shutdown } from '../../../src/ops/shutdown.ts';
import type { LastVisit } from './data-folder.ts';
import { playgroundEnvironment } from './environment.ts';
import { startKeptDiscord } from './kept-discord.ts';
import { openModelSwitch } from './model-switch.ts';
import type { Banner, Choice } from './page/protocol.ts';
import { startPage } from './page-server.ts';
import { onFirstFree, pagePorts } from './ports.ts';
import { exampleQuestions, offeredQuestions, specialQuestions } from './practice/examples.ts';
import { recognise } from './practice/judge.ts';
import { startPracticeModels } from './practice/servers.ts';
import { openSimulation } from './simulation.ts';
import type { Taste } from './taste.ts';
import { toTrace } from './trace.ts';

interface Surroundings {
  given: ReturnType<typeof rawEnvironment>;
  dataDir: string;
  last: LastVisit | null;
  log: Log;
  shutdown: Shutdown;
  taste: Taste | null;
}

/** The member whose client is German, so that one can see the bot in German. */
const german = { name: 'Lena (Deutsch)', locale: 'de' };

/**
 * Starts practice models, a local Discord, the bot and the page, on the ports of the last visit where they
 * are free: what was under way then goes on with the same models.
 * @returns the page's address, the ports, and what to say about the start
 */
export async function startPlayground({ given, dataDir, last, log, shutdown, taste }: Surroundings) {
  const practice = await onFirstFree([last?.ports.practice ?? 0, 0], (port) =>
    startPracticeModels({ port, pace: Number(given.PRACTICE_PACE ?? 1) }),
  );
  shutdown.add('practice models', practice.close);
  const { discord, came, finish } = await startKeptDiscord(dataDir, {
    channelNames: ['ask-tribunal', 'simulated-members'],
    ...(last ? { port: last.ports.discord } : {}),
  });
  shutdown.add('local Discord', discord.close);
  shutdown.add('what the local Discord keeps', finish);
  if (!discord.members.some(({ user }) => user.global_name === german.name)) discord.addMember(german);

  let bot: Bot | null = null;
  let starting: Promise<unknown> = Promise.resolve();
  shutdown.add('bot', async () => {
    await starting.catch(() => {});
    await bot?.stop();
  });
  const restart = async (choice: Choice): Promise<Banner> => {
    const judgeHolds = choice.judges === null ? null : await holds(choice.judges);
    const parts = { practice, discord, dataDir, choice, judgeHolds, takesRules: taste !== null };
    const { env, usesPractice } = await playgroundEnvironment(given, parts);
    const config = readConfig(env);
    await bot?.stop();
    bot = null;
    shutdown.signal.throwIfAborted();
    bot = await startBot(config, log);
    return { practice: usesPractice, models: [...config.CANDIDATE_MODELS], judge: config.JUDGE_MODEL };
  };
  const models = await openModelSwitch({
    ports: portsFrom(given.LOCAL_MODEL_PORTS),
    restart: (choice) => {
      const started = restart(choice);
      starting = started;
      return started;
    },
  });
  const simulation = openSimulation(discord, {
    questions: exampleQuestions,
    merits: recognise,
    taste: taste ?? 'none',
    seed: String(Date.now()),
    channelId: discord.channels[1]?.id ?? '',
  });
  const trace = async () => {
    const snapshot = (await bot?.latestAsk()) ?? null;
    // A database that outlived its server has asks of another one.
    return snapshot?.ask.guildId === discord.guildId ? toTrace(snapshot) : null;
  };
  const page = await onFirstFree(pagePorts(given.PLAYGROUND_PORT, last?.ports.page), (port) =>
    startPage(discord, { port, examples: offeredQuestions, special: specialQuestions, trace, simulation, models }),
  );
  shutdown.add('page', page.close);
  return {
    url: page.url,
    ports: { page: portOf(page.url), discord: portOf(discord.apiUrl), practice: portOf(practice.anthropicBaseUrl) },
    notes: [
      ...comings[came],
      ...models
        .state()
        .near.map(
          ({ name, models: found }) =>
            `${name} runs on this machine (${found.join(', ')}): the page offers its models.`,
        ),
    ],
  };
}

const comings = {
  new: [],
  back: ['What you built last time is there again. To begin anew: npm run playground -- --reset'],
  unread: [
    'The messages of the last visit cannot be read (discord.json.unread). The server is a new one; old answers are in the database alone.',
  ],
};

const portOf = (url: string) => Number(new URL(url).port);

/** How long a server may take to say how many tokens it holds. */
const HELD_WITHIN_MS = 5000;

const holds = (judge: string) =>
  contextHeld(judge, { hfToken: undefined, serverKey: undefined }, AbortSignal.timeout(HELD_WITHIN_MS));
