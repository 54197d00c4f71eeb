import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalDiscord } from 'local-discord';
import { explain } from '../../../src/cli/explain.ts';
import { loadEnvFile, rawEnvironment, readConfig } from '../../../src/config.ts';
import { type Bot, startBot } from '../../../src/main.ts';
import { contextHeld } from '../../../src/models/context-held.ts';
import { portsFrom } from '../../../src/models/servers-near.ts';
import { openLog } from '../../../src/ops/log.ts';
import { openShutdown, stopOnSignal } from '../../../src/ops/shutdown.ts';
import { playgroundEnvironment } from './environment.ts';
import { openModelSwitch } from './model-switch.ts';
import type { Banner, Choice } from './page/protocol.ts';
import { startPage } from './page-server.ts';
import { exampleQuestions, offeredQuestions } from './practice/examples.ts';
import { recognise } from './practice/judge.ts';
import { startPracticeModels } from './practice/servers.ts';
import { openSimulation } from './simulation.ts';
import { toTrace } from './trace.ts';

/** Starts practice models, a local Discord, the bot and the page. */
async function startPlayground(): Promise<void> {
  loadEnvFile();
  const given = rawEnvironment();
  const log = openLog(given.LOG_LEVEL ?? 'warn');
  const shutdown = openShutdown(log);
  stopOnSignal(shutdown.run);
  try {
    const practice = await startPracticeModels({ pace: Number(given.PRACTICE_PACE ?? 1) });
    shutdown.add('practice models', practice.close);
    const discord = await startLocalDiscord({ channelNames: ['ask-tribunal', 'simulated-members'] });
    shutdown.add('local Discord', discord.close);
    const dataDir = given.DATA_DIR ?? join('data', 'playground');
    await mkdir(dataDir, { recursive: true });
    let bot: Bot | null = null;
    let starting: Promise<unknown> = Promise.resolve();
    shutdown.add('bot', async () => {
      await starting.catch(() => {});
      await bot?.stop();
    });
    const restart = async (choice: Choice): Promise<Banner> => {
      const judgeHolds = choice.judges === null ? null : await holds(choice.judges);
      const parts = { practice, discord, dataDir, choice, judgeHolds };
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
    const page = await startPage(discord, {
      port: Number(given.PLAYGROUND_PORT ?? 0),
      examples: offeredQuestions,
      trace: async () => {
        const snapshot = (await bot?.latestAsk()) ?? null;
        return snapshot && toTrace(snapshot);
      },
      simulation: openSimulation(discord, {
        questions: exampleQuestions,
        merits: recognise,
        seed: String(Date.now()),
        channelId: discord.channels.at(-1)?.id ?? '',
      }),
      models,
    });
    shutdown.add('page', page.close);
    for (const { name, models: found } of models.state().near)
      console.log(`${name} runs on this machine (${found.join(', ')}): the page offers its models.`);
    console.log(`The playground is open: ${page.url}\nPress Ctrl-C to end it.`);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

/** How long a server may take to say how many tokens it holds. */
const HELD_WITHIN_MS = 5000;

const holds = (judge: string) =>
  contextHeld(judge, { hfToken: undefined, serverKey: undefined }, AbortSignal.timeout(HELD_WITHIN_MS));

try {
  await startPlayground();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exit(1);
}
