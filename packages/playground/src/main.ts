import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalDiscord } from 'local-discord';
import { registerCommands } from '../../../commands/register.ts';
import { explain } from '../../../src/cli/explain.ts';
import { loadEnvFile, rawEnvironment, readConfig } from '../../../src/config.ts';
import { startBot } from '../../../src/main.ts';
import { openLog } from '../../../src/ops/log.ts';
import { openShutdown, stopOnSignal } from '../../../src/ops/shutdown.ts';
import { playgroundEnvironment } from './environment.ts';
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
    const { env, usesPractice } = await playgroundEnvironment(given, { practice, discord, dataDir });
    const config = readConfig(env);
    await registerCommands(config);
    const bot = await startBot(config, log);
    shutdown.add('bot', bot.stop);
    const page = await startPage(discord, {
      port: Number(given.PLAYGROUND_PORT ?? 0),
      examples: offeredQuestions,
      trace: async () => {
        const snapshot = await bot.latestAsk();
        return snapshot && toTrace(snapshot);
      },
      simulation: openSimulation(discord, {
        questions: exampleQuestions,
        merits: recognise,
        seed: String(Date.now()),
        channelId: discord.channels.at(-1)?.id ?? '',
      }),
      banner: { practice: usesPractice, models: [...config.CANDIDATE_MODELS], judge: config.JUDGE_MODEL },
    });
    shutdown.add('page', page.close);
    console.log(`The playground is open: ${page.url}\nPress Ctrl-C to end it.`);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

try {
  await startPlayground();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exit(1);
}
