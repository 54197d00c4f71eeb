import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, launchBrowser } from '../../../tests/support/browser.ts';
import { startPage } from '../src/page-server.ts';
import { specialQuestions } from '../src/practice/examples.ts';
import { openSimulation } from '../src/simulation.ts';
import { startPageBot } from './page-bot.ts';
import { agreement } from './page-bot-commands.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const question = 'Why is the sky blue?';
const wide = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844 };

/** The first minute of somebody who has never been here, in several browsers. */
describe.skipIf(!canBrowse)('the playground page at first sight', () => {
  let discord: LocalDiscord;
  let bot: Awaited<ReturnType<typeof startPageBot>>;
  let site: Awaited<ReturnType<typeof startPage>>;
  let browser: Browser;

  const visit = async (options: BrowserContextOptions, address = ''): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'dark', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(site.url + address);
    await page.getByTestId('welcome').waitFor({ state: 'attached' });
    return page;
  };
  const problems = async (page: Page) => {
    await page.evaluate(axe);
    const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  };
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
  const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset.theme);
  const isDone = async (page: Page, step: number) =>
    (await page.getByTestId(`step-${step}`).getAttribute('class'))?.includes('is-done');

  beforeAll(async () => {
    discord = await startLocalDiscord();
    discord.addMember({ name: 'Lena (Deutsch)', locale: 'de' });
    bot = await startPageBot(discord, [agreement]);
    site = await startPage(discord, {
      examples: [question],
      special: specialQuestions,
      simulation: openSimulation(discord, {
        questions: [question],
        merits: ({ length }) => ({ quality: length % 10, merits: 'is long enough' }),
        channelId: discord.channels[0]?.id ?? '',
        seed: '1',
        members: 8,
        durationMs: 600,
        askEveryMs: 300,
        readingMs: 1,
      }),
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bot?.stop();
    await discord?.close();
  });

  it('begins on a telephone with the guide: what this is, the first step, and a question to touch', async () => {
    const page = await visit({ viewport: telephone, hasTouch: true, isMobile: true });
    await page.getByTestId('guide').waitFor();
    const inSight = async (text: string | RegExp) => {
      const box = await page.getByTestId('guide').getByText(text).first().boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= telephone.height;
    };
    for (const text of [/a reasoning judge compares them/, 'Ask a question', question])
      expect(await inSight(text), String(text)).toBe(true);
    expect(await problems(page)).toEqual([]);
    await page.getByTestId('example').first().tap();
    expect(await page.getByTestId('option-prompt').inputValue()).toBe(question);
    expect(await page.getByTestId('guide').count()).toBe(0);
    await page.getByTestId('guide-button').tap();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('guide-button');
    await page.context().close();
  });

  it('begins in a wide window with the channel’s beginning, and questions in it', async () => {
    const page = await visit({ viewport: wide });
    await page.getByRole('heading', { name: 'Welcome to #ask-tribunal!' }).waitFor();
    await page.getByTestId('welcome-example').first().click();
    expect(await page.getByTestId('option-prompt').inputValue()).toBe(question);
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });

  it('follows the system’s theme until one is chosen, and remembers the choice', async () => {
    const page = await visit({ viewport: wide, colorScheme: 'light' });
    expect(await theme(page)).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => theme(page)).toBe('dark');
    await page.getByTestId('theme').click();
    expect(await theme(page)).toBe('light');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByTestId('theme').click();
    await page.reload();
    await page.getByTestId('welcome').waitFor();
    expect(await theme(page)).toBe('dark');
    await page.context().close();
  });

  it('speaks German to a German browser, as Lena, in both themes, until the other language is chosen', async () => {
    const page = await visit({ viewport: wide, locale: 'de-DE', colorScheme: 'light' });
    await page.getByRole('heading', { name: 'Willkommen in #ask-tribunal!' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    expect(await page.getByTestId('guide').innerText()).toMatch(/Du bist Lena \(Deutsch\), ein Mitglied/);
    expect(await problems(page)).toEqual([]);
    await page.getByTestId('theme').click();
    expect(await problems(page)).toEqual([]);
    await page.getByTestId('language').click();
    await page.reload();
    await page.getByRole('heading', { name: 'Welcome to #ask-tribunal!' }).waitFor();
    await page.context().close();
  });

  it('shows a German client its commands in German, and sends them under the names that the bot knows', async () => {
    const page = await visit({ viewport: wide }, '?as=Lena+(Deutsch)');
    await page.getByTestId('composer-input').fill('/sa');
    expect(await page.getByTestId('completion').allInnerTexts()).toEqual([expect.stringMatching(/^\/sag\s+Das sagen/)]);
    await page.getByTestId('composer-input').fill('/sag text:Guten Tag');
    await page.keyboard.press('Enter');
    await page.getByText('Guten Tag', { exact: true }).waitFor();
    expect(await page.getByTestId('used').last().innerText()).toMatch(/used\s+\/sag/);
    await page.context().close();
  });

  it('ticks steps by what happened, not by what was typed, and remembers them', async () => {
    const page = await visit({ viewport: wide });
    await page.getByTestId('composer-input').fill('/agreement');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody has voted yet.').waitFor();
    expect(await isDone(page, 4)).toBe(false);
    await page.getByTestId('simulate').waitFor();

    await page.getByTestId('example').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'A is better' }).last().waitFor();
    await expect.poll(() => isDone(page, 1)).toBe(true);
    expect(await isDone(page, 2)).toBe(false);
    await page.getByRole('button', { name: 'A is better' }).last().click();
    await expect.poll(() => isDone(page, 2)).toBe(true);

    await page.getByTestId('simulate').click();
    await page.getByTestId('try-agreement').waitFor();
    await expect.poll(() => isDone(page, 4)).toBe(true);
    await page.reload();
    await page.getByTestId('guide').waitFor();
    await expect.poll(() => isDone(page, 2)).toBe(true);
    expect(await isDone(page, 3)).toBe(false);
    await page.getByTestId('try-agreement').click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('step-4').getAttribute('open')).toBeNull();
    await page.context().close();
  });

  it('fills in a follow-up and a file from the guide', async () => {
    const page = await visit({ viewport: wide });
    await page.getByTestId('with-file').click();
    expect(await page.getByTestId('option-prompt').inputValue()).toBe(specialQuestions.file.question);
    await page.keyboard.press('Enter');
    await page
      .getByText(/club-trip\.txt, \d+ bytes: Club trip/)
      .last()
      .waitFor();
    await page.context().close();
  });

  it('gives the focus back to where it was when a form or a menu closes', async () => {
    const page = await visit({ viewport: wide });
    await page.getByTestId('composer-input').fill('/gallery');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const button = page.getByRole('button', { name: 'Open the form' }).last();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('modal').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByTestId('message-menu').last().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('menu').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('message-menu');
    await page.context().close();
  });

  it('draws the bot’s emoji without a font for them', async () => {
    const page = await visit({ viewport: wide }, '?as=Ben');
    await page.getByTestId('composer-input').fill('/say ✅ saved, ⚠️ careful, ⛔ not here');
    await page.keyboard.press('Enter');
    const message = page.getByTestId('message').last();
    await message.getByText('careful').waitFor();
    expect(
      await message.locator('svg.emoji').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
    ).toEqual(['✅', '⚠️', '⛔']);
    expect(await message.locator('.message-body').innerText()).not.toMatch(/[✅⚠⛔]/u);
    await page.context().close();
  });
});
