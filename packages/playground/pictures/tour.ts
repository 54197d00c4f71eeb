import type { Browser, Page } from 'playwright-core';
import { openMoving } from './moving.ts';
import { startCommand, visit } from './visit.ts';

/** Draws one question from `/ask` over the vote to the judge's reasons. */
export async function drawTour(browser: Browser, address: string, path: string): Promise<void> {
  const page = await visit(browser, address, { as: 'Ada', width: 860, height: 880 });
  const moving = await openMoving();
  const shown = (stays: number) => moving.frame(page, stays);

  await startCommand(page, 'ask');
  await shown(800);
  for (const part of ['Why is', ' the sky', ' blue?']) {
    await page.keyboard.type(part);
    await shown(350);
  }
  await page.keyboard.press('Enter');
  await page.getByText(/Writing/).waitFor();
  await shown(1000);
  await page.getByText(/Judging/).waitFor();
  await shown(1000);
  await page.waitForTimeout(2500);
  await shown(1000);

  const duel = page.getByRole('button', { name: 'A is better' });
  await duel.waitFor({ timeout: 60_000 });
  await atEnd(page);
  await shown(4000);
  await duel.click();
  await page.getByText(/The judge picked [AB]/).waitFor();
  await atEnd(page);
  await shown(3000);

  await page.getByRole('button', { name: 'Close now' }).click();
  await page.getByRole('button', { name: 'Close it for good' }).click();
  await page.getByTestId('picture').first().waitFor({ timeout: 60_000 });
  while ((await page.getByTestId('dismiss').count()) > 0) await page.getByTestId('dismiss').first().click();
  await atEnd(page);
  await shown(4500);
  await page.getByRole('button', { name: 'Why?' }).click();
  await page.getByText('Only you can see this').waitFor();
  await atEnd(page);
  await shown(5000);
  await moving.write(path);
  await page.close();
}

/** What was said last stands at the bottom. */
async function atEnd(page: Page): Promise<void> {
  await page.getByTestId('log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await page.waitForTimeout(300);
}
