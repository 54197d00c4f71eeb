import type { Browser, Locator, Page } from 'playwright-core';

/** Opens the playground as one of its members, in the dark and in English, without the banner. */
export async function visit(
  browser: Browser,
  address: string,
  { as, width, height }: { as: string; width: number; height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'dark', locale: 'en-GB' });
  await page.goto(`${new URL(address).origin}/?as=${as}`);
  await page.getByTestId('composer-input').waitFor();
  await page.getByTestId('banner').getByRole('button').click();
  return page;
}

/** Types a slash command, and leaves its options to be filled in. */
export async function startCommand(page: Page, name: string): Promise<void> {
  await page.getByTestId('composer-input').fill(`/${name}`);
  await page.getByTestId('completion').first().waitFor();
  await page.keyboard.press('Enter');
}

/** Opens a message's menu and chooses what it names. */
export async function choose(page: Page, message: Locator, entry: string): Promise<void> {
  await message.click({ button: 'right', position: { x: 300, y: 20 } });
  await page.getByTestId('menu-command').filter({ hasText: entry }).click();
}
