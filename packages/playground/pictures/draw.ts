import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../../../tests/support/browser.ts';
import { drawLearning } from './learning.ts';
import { drawStills } from './stills.ts';
import { drawTour } from './tour.ts';

/**
 * Draws the pictures of the README and the guides from a visit to a playground of its own, into the folder
 * given or docs/. Needs Chromium, and img2webp (Debian: `webp`) for the one that moves. With `--learning` it
 * draws how a judge learns instead, and prints what each step took and found, one JSON object a line.
 */
const { values, positionals } = parseArgs({
  options: { learning: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const into = positionals[0] ?? 'docs';
const data = await mkdtemp(join(tmpdir(), 'tribunal-pictures-'));
// PostgreSQL does not run as root, and whoever it runs as instead has to get there.
await chmod(data, 0o755);
const { PATH, HOME } = process.env;
const taste = values.learning ? ['--taste', 'short'] : [];
const playground = spawn(process.execPath, ['packages/playground/src/main.ts', '--no-open', ...taste], {
  env: { PATH, HOME, DATA_DIR: data, PLAYGROUND_PORT: '0', LOCAL_MODEL_PORTS: 'none' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => playground.once('exit', resolve));
const browser = await launchBrowser();
try {
  const address = await addressOf(playground.stdout);
  if (values.learning) await drawLearning(browser, address, into, (step) => console.log(JSON.stringify(step)));
  else {
    await drawTour(browser, address, join(into, 'tour.webp'));
    await drawStills(browser, address, into);
  }
} finally {
  await browser.close();
  playground.kill('SIGTERM');
  await ended;
  await rm(data, { recursive: true, force: true });
}

/** @throws when the playground ends before it says where it is. */
async function addressOf(output: AsyncIterable<Buffer>): Promise<string> {
  let said = '';
  for await (const piece of output) {
    said += piece.toString();
    const found = /http:\/\/\S+/.exec(said)?.[0];
    if (found) return found;
  }
  throw new Error(`the playground ended: ${said}`);
}
