import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or the one in the variable CHROMIUM. `npx playwright install` is not needed. */
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Without a browser, tests that need one are skipped. In CI they fail, because CI must have one. */
export const canBrowse = existsSync(chromiumPath) || Boolean(process.env.CI);

/** Starts a headless Chromium that sends nothing to the internet. @throws when there is none. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
