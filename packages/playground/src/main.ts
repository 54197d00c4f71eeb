import { join } from 'node:path';
import { explain } from '../../../src/cli/explain.ts';
import { loadEnvFile, rawEnvironment } from '../../../src/config.ts';
import { openLog } from '../../../src/ops/log.ts';
import { openShutdown, stopOnSignal } from '../../../src/ops/shutdown.ts';
import { LOG, makeFolder, OWN_FOLDER, readLastVisit, writeLastVisit } from './data-folder.ts';
import { canOpen, openBrowser } from './open-browser.ts';
import { HELP, readOptions } from './options.ts';
import { openQuietLog } from './quiet-log.ts';
import { reset, terminal } from './reset.ts';
import { stillRuns } from './running.ts';
import { startPlayground } from './start.ts';

/** Does what the command line says, and stays until somebody ends it. */
async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  loadEnvFile();
  const given = rawEnvironment();
  const dataDir = given.DATA_DIR ?? OWN_FOLDER;
  const last = await readLastVisit(dataDir);
  const opens = options.open && canOpen(process.stdout.isTTY, given);
  if (last && (await stillRuns(last))) {
    console.log(`The playground is open already: ${last.url}`);
    if (options.reset) console.log('End it with Ctrl-C where it runs, then reset it.');
    else if (opens) openBrowser(last.url);
    process.exitCode = options.reset ? 1 : 0;
    return;
  }
  if (options.reset && !(await reset(dataDir, { yes: options.yes, talk: terminal }))) return;
  await makeFolder(dataDir);
  const log = given.LOG_LEVEL ? openLog(given.LOG_LEVEL) : openQuietLog(join(dataDir, LOG));
  const shutdown = openShutdown(log);
  stopOnSignal(shutdown.run);
  try {
    const { url, ports, notes } = await startPlayground({ given, dataDir, last, log, shutdown, taste: options.taste });
    await writeLastVisit(dataDir, { pid: process.pid, url, ports });
    for (const note of notes) console.log(note);
    console.log(`The playground is open: ${url}\nPress Ctrl-C to end it. What you build stays in ${dataDir}.`);
    if (opens) openBrowser(url);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

try {
  await run();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exit(1);
}
