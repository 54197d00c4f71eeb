import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, launchBrowser } from '../../../tests/support/browser.ts';
import { startPage } from '../src/page-server.ts';
import { startPageBot } from './page-bot.ts';

const question = 'Why is the sky blue?';

describe.skipIf(!canBrowse)('the playground page in a browser', () => {
  let discord: LocalDiscord;
  let bot: Awaited<ReturnType<typeof startPageBot>>;
  let site: Awaited<ReturnType<typeof startPage>>;
  let browser: Browser;
  let page: Page;
  const trouble: string[] = [];

  const at = (id: string) => page.getByTestId(id);
  const input = () => at('composer-input');
  const lastMessage = () => at('message').last();
  const commandLine = async (line: string) => {
    await input().fill(line);
    await page.keyboard.press('Enter');
  };
  const become = async (name: string) => {
    await at('person').filter({ hasText: name }).click();
    await page.getByText(`You are ${name}`, { exact: true }).waitFor();
  };

  beforeAll(async () => {
    discord = await startLocalDiscord();
    bot = await startPageBot(discord);
    site = await startPage(discord, {
      banner: {
        practice: true,
        models: ['anthropic:practice-heron'],
        judge: 'hf:practice-judge@http://127.0.0.1:9/v1',
      },
      examples: [question],
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) trouble.push(request.url());
    });
    await page.goto(site.url);
    await page.getByText('You are Ada', { exact: true }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bot?.stop();
    await discord?.close();
    expect(discord.violations).toEqual([]);
    // The page had no errors, and sent no request to another origin.
    expect(trouble).toEqual([]);
  });

  it('says who one is, what answers here, and takes the cursor into the composer', async () => {
    expect(await at('banner').innerText()).toMatch(
      /heron gives pre-written answers.*practice judge with an answer key judges/,
    );
    expect(await input().evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await at('log').getAttribute('role')).toBe('log');
  });

  it('offers the commands that this member may use, and takes one by keyboard', async () => {
    await page.keyboard.type('/');
    expect(await at('completion').allInnerTexts()).toHaveLength(6);
    await page.keyboard.type('as');
    expect(await at('completion').allInnerTexts()).toEqual([expect.stringContaining('Get several answers')]);
    await page.keyboard.press('Enter');
    await at('option-prompt').waitFor();
  });

  it('refuses what Discord’s client refuses, in words, and keeps what was typed', async () => {
    await page.keyboard.press('Enter');
    expect(await at('problem').innerText()).toBe('This option is required. Specify a value.');
    await page.keyboard.type(question);
    // Tab moves past the send button to the first optional option.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await at('option-candidates').waitFor();
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    expect(await at('problem').innerText()).toBe('Enter a whole number from 2 to 16.');
    expect(await at('option-prompt').inputValue()).toBe(question);
    await page.keyboard.press('Backspace');
    await at('chip-effort').click();
    await page.keyboard.type('dee');
    await page.keyboard.press('Enter');
    expect(await at('option-effort').inputValue()).toBe('deep');
  });

  it('sends the command and shows the answer as it grows: containers, lists, code, a file, buttons', async () => {
    await page.keyboard.press('Enter');
    await lastMessage().getByText('A is better').waitFor();
    expect(await at('used').last().innerText()).toMatch(/Ada\s+used\s+\/ask/);
    const message = lastMessage();
    expect(await message.locator('li').allInnerTexts()).toEqual([
      'blue comes from everywhere',
      expect.stringMatching(/^red goes straight on/),
      'most of it',
    ]);
    expect(await message.locator('pre code').innerText()).toContain('wavelength ** 4');
    expect(await message.locator('time.timestamp').innerText()).toMatch(/^in [45] minutes?$/);
    await message.getByText('12. Light meets the air').waitFor();
    await message.getByTestId('file-more').click();
    expect(await message.getByTestId('file-more').innerText()).toBe('Collapse');
  });

  it('shows a vote’s answer to the voter alone, until it is dismissed', async () => {
    await page.getByRole('button', { name: 'B is better' }).click();
    await page.getByText('You chose b.').waitFor();
    expect(await lastMessage().getByTestId('ephemeral').innerText()).toContain('Only you can see this');
    await become('Ben');
    await page.getByRole('button', { name: 'Tie' }).waitFor();
    expect(await page.getByText('You chose b.').count()).toBe(0);
    await become('Ada');
    await page.getByText('You chose b.').waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    expect(await page.getByText('You chose b.').count()).toBe(0);
  });

  it('never turns a message into markup', async () => {
    const nasty =
      '<img src=x onerror="document.title=1"> **[x](javascript:alert(1))** <script>document.title=2</script>';
    await commandLine(`/say ${nasty}`);
    await page.keyboard.press('Enter');
    await lastMessage().getByText('<img src=x').waitFor();
    expect(await lastMessage().innerText()).toContain('<script>document.title=2</script>');
    expect(await lastMessage().locator('img, script, a').count()).toBe(0);
    expect(await page.title()).toBe('Tribunal playground');
  });

  it('opens a form, says what is missing, and sends it', async () => {
    await commandLine('/gallery');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Open the form' }).click();
    const form = page.getByRole('dialog', { name: 'Report an answer' });
    await form.getByRole('button', { name: 'Submit' }).click();
    expect(await form.getByText('This field is required').count()).toBe(3);
    await form.getByLabel('It is rude').check();
    await form.getByTestId('select').click();
    await page.getByRole('option', { name: 'Answer B' }).click();
    await form.getByLabel('Why').fill('It <b>shouts</b>.');
    await form.getByRole('button', { name: 'Submit' }).click();
    await lastMessage().getByText('Thank you: It <b>shouts</b>. / rude / b').waitFor();
    expect(await form.count()).toBe(0);
  });

  it('draws pictures from the local Discord, and selects by keyboard', async () => {
    const drawn = at('picture')
      .locator('img')
      .evaluate((img) => (img as HTMLImageElement).decode().then(() => true));
    expect(await drawn).toBe(true);
    const select = page.getByRole('button', { name: 'Choose a colour' });
    await select.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Red' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await lastMessage().getByText('You chose blue.').waitFor();
  });

  it('answers plain text kindly, loses nothing of it, and asks it with /ask', async () => {
    await commandLine('what is love');
    await at('offer').waitFor();
    expect(await input().inputValue()).toBe('what is love');
    await at('offer-ask').click();
    expect(await at('option-prompt').inputValue()).toBe('what is love');
    await at('cancel-command').click();
    expect(await input().inputValue()).toBe('what is love');
    await input().fill('');
  });

  it('completes what the bot suggests', async () => {
    await input().fill('/find salt');
    await at('completion').getByText('Why is the sea salt?').click();
    await page.keyboard.press('Enter');
    await lastMessage().getByText('Found 20').waitFor();
  });

  it('sends a file along, and says in words which one is too large', async () => {
    await input().fill('/ask What does it say?');
    await at('chip-file').click();
    const file = at('option-file');
    await file.setInputFiles({ name: 'much.txt', mimeType: 'text/plain', buffer: Buffer.alloc(3 * 1024 * 1024) });
    await page.keyboard.press('Enter');
    expect(await at('problem').innerText()).toMatch(/2 MB/);
    await file.setInputFiles({ name: 'Ünsinn.txt', mimeType: 'text/plain', buffer: Buffer.from('Grüße\n') });
    await page.keyboard.press('Enter');
    await lastMessage().getByText('A is better').waitFor();
    await lastMessage().getByText('Ünsinn.txt, 8 bytes: Grüße').waitFor();
  });

  it('leaves the reasoning to moderators, from the message’s menu', async () => {
    const message = at('message').first();
    await message.scrollIntoViewIfNeeded();
    await message.click({ button: 'right', position: { x: 300, y: 60 } });
    await page.getByText('Ada has no app commands').waitFor();
    await page.keyboard.press('Escape');
    await at('become-moderator').click();
    await page.getByText('You are Mira', { exact: true }).waitFor();
    await message.hover();
    await message.getByTestId('message-menu').click();
    await page.getByRole('menuitem', { name: 'Judge’s reasoning' }).click();
    await lastMessage().getByText('The judge read 1 part.').waitFor();
    expect(await page.getByTestId('step-3').getAttribute('class')).toContain('is-done');
  });

  it('stays at the end while the log grows, and where one reads when one has scrolled up', async () => {
    const fromEnd = () => at('log').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
    expect(await fromEnd()).toBeLessThan(2);
    await at('log').evaluate((log) => log.scrollTo({ top: 0 }));
    await at('jump').waitFor();
    const ben = discord.members.find(({ user }) => user.global_name === 'Ben');
    const answer = await discord.as(ben?.user.id ?? '').slash('say', { text: 'News from Ben' });
    await page.locator(`[data-message-id="${answer.message?.id}"]`).waitFor();
    expect(await at('log').evaluate((log) => log.scrollTop)).toBe(0);
    await at('jump').click();
    expect(await fromEnd()).toBeLessThan(2);
  });

  it('is usable on a narrow screen, in the light', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await at('theme').click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await at('you-small').click();
    await at('person').filter({ hasText: 'Dev' }).click();
    await page.getByRole('button', { name: 'You are Dev. Be somebody else' }).waitFor();
    await at('guide-button').click();
    // Completed steps are collapsed.
    await at('step-1').locator('summary').click();
    await at('example').first().click();
    expect(await at('option-prompt').inputValue()).toBe(question);
    await at('cancel-command').click();
    await input().fill('');
  });

  it('opens a message’s menu under a finger that rests', async () => {
    const touch = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const telephone = await touch.newPage();
    await telephone.goto(site.url);
    const box = await telephone.getByTestId('message').last().boundingBox();
    const finger = await touch.newCDPSession(telephone);
    const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 12 };
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await telephone.getByTestId('menu').waitFor();
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    // Wait, because a person needs time before the next touch.
    await telephone.waitForTimeout(100);
    await telephone.getByRole('menuitem', { name: 'Copy text' }).click();
    await expect.poll(() => telephone.getByTestId('menu').count()).toBe(0);
    await touch.close();
  });

  it('says in Discord’s words that the application did not respond, and gives the command back', async () => {
    await page.getByRole('button', { name: 'Never answers' }).click();
    await commandLine('/silent');
    await page.keyboard.press('Enter');
    await page.getByText('The application did not respond').nth(1).waitFor();
    expect(await at('failed').allInnerTexts()).toEqual([
      'The application did not respond',
      'The application did not respond',
    ]);
    await at('restore').click();
    await at('cancel-command').waitFor();
    await at('cancel-command').click();
    await input().fill('');
  });
});
