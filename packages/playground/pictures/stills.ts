import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { drawSettings } from './settings.ts';
import { choose, startCommand, visit } from './visit.ts';

/** Draws what members, moderators and researchers see: one picture each, and one for each command named. */
export async function drawStills(browser: Browser, address: string, into: string): Promise<void> {
  const picture = (name: string) => join(into, `${name}.png`);

  const member = await visit(browser, address, { as: 'Ben', width: 1280, height: 1100 });
  await startCommand(member, 'ask');
  await member.keyboard.type('How do vaccines work?');
  await member.keyboard.press('Enter');
  await member.getByRole('button', { name: 'A is better' }).click({ timeout: 90_000 });
  await member.getByText(/The judge picked [AB]/).waitFor();
  await member.getByTestId('log').evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await member.screenshot({ path: picture('playground') });

  const moderator = await visit(browser, address, { as: 'Mira', width: 1280, height: 1400 });
  const asked = moderator.getByTestId('message').filter({ hasText: 'How do vaccines work?' });
  await choose(moderator, asked, 'Judge’s reasoning');
  await moderator.getByText('Only you can see this').waitFor();
  await shot(moderator, moderator.getByTestId('message').last(), picture('reasoning'));
  await drawSettings(moderator, picture('settings'));

  await member.getByTestId('simulate').click();
  await member.getByTestId('simulate-stop').waitFor();
  await member.getByTestId('simulate-stop').waitFor({ state: 'detached', timeout: 240_000 });
  for (const name of ['agreement', 'leaderboard']) {
    await startCommand(member, name);
    await member.getByTestId('send').click();
    await member.getByText(`used /${name}`).waitFor();
    await shot(member, member.getByTestId('message').last(), picture(name));
  }
  await member.close();
  await moderator.close();
}

/** Waits for the pictures within, too. */
async function shot(page: Page, message: Locator, path: string): Promise<void> {
  await message.getByTestId('picture').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  await message.getByTestId('container').first().screenshot({ path });
}
