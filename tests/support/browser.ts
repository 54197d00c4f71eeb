import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's; `npx playwright install` is not needed. `CHROMIUM` names another one. */
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Where there is no browser these tests are skipped, visibly; CI has one, so there they fail. */
export const canBrowse = existsSync(chromiumPath) || Boolean(process.env.CI);

/** A headless Chromium that asks nothing of the internet. @throws where there is none. */
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
