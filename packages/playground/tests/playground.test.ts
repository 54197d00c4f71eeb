import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, launchBrowser } from '../../../tests/support/browser.ts';
import { type QualityServer, startQualityServer } from '../../../tests/support/quality-server.ts';

/** The playground as a newcomer starts it: the README's command in its own process, and a browser. */
describe.skipIf(!canBrowse)('the playground', () => {
  let folder: string;
  let playground: ChildProcess;
  let browser: Browser;
  let page: Page;
  let own: QualityServer;
  /** Everything that it said in the terminal. */
  let output = '';

  /** Starts it as its README does. @returns the address that it says */
  const start = () => {
    const { PATH, HOME } = process.env;
    playground = spawn(process.execPath, ['packages/playground/src/main.ts'], {
      env: { PATH, HOME, DATA_DIR: folder, PRACTICE_PACE: '0', LOCAL_MODEL_PORTS: new URL(own.url).port },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A terminal's Ctrl-C reaches the whole group, the database too.
      detached: true,
    });
    return new Promise<string>((resolve, reject) => {
      let said = '';
      const listen = (piece: Buffer) => {
        said += piece;
        output += piece;
        const found = /http:\/\/\S+/.exec(said)?.[0];
        if (found) resolve(found);
      };
      playground.stdout?.on('data', listen);
      playground.stderr?.on('data', listen);
      playground.once('exit', (code) => reject(new Error(`the playground ended with ${code}: ${said}`)));
    });
  };
  /** Presses Ctrl-C. @returns the exit code */
  const interrupt = () => {
    const ended = new Promise((resolve) => playground.once('exit', resolve));
    process.kill(-(playground.pid as number), 'SIGINT');
    return ended;
  };

  beforeAll(async () => {
    own = await startQualityServer();
    folder = await mkdtemp(join(tmpdir(), 'tribunal-playground-'));
    await chmod(folder, 0o755);
    const address = await start();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(address);
  });
  afterAll(async () => {
    await browser?.close();
    const ended = new Promise((resolve) => playground.once('exit', resolve));
    playground.kill('SIGTERM');
    expect(await ended).toBe(0);
    await own.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers a typed /ask with a duel', async () => {
    await page.getByTestId('example').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'A is better' }).waitFor();
    expect(await page.getByRole('button', { name: 'Just show me' }).count()).toBe(1);
  });

  it('takes a vote and tells the voter alone what the judge picked', async () => {
    await page.getByRole('button', { name: 'A is better' }).click();
    await page.getByText(/The judge picked [AB]/).waitFor();
    expect(await page.getByText('Only you can see this').count()).toBe(1);
  });

  it('shows nothing of that to somebody else', async () => {
    await page.goto(`${new URL(page.url()).origin}/?as=Ben`);
    await page.getByRole('button', { name: 'A is better' }).waitFor();
    expect(await page.getByText(/The judge picked/).count()).toBe(0);
  });

  it('chats with who is mentioned, goes on from an answer, and has it judged', async () => {
    await page.getByTestId('composer-input').fill('@Tribunal Why is the sky blue?');
    await page.keyboard.press('Enter');
    await page.getByText('One reply, unjudged').waitFor();
    await page
      .getByTestId('message')
      .last()
      .click({ button: 'right', position: { x: 300, y: 20 } });
    await page.getByTestId('menu-reply').click();
    await page.getByTestId('replying').waitFor();
    await page.keyboard.type('And at sunset?');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByText('One reply, unjudged').count()).toBe(2);
    expect(await page.getByText('cannot go on from an answer').count()).toBe(1);
    const before = await page.getByRole('button', { name: 'A is better' }).count();
    await page.getByRole('button', { name: 'Judge this' }).first().click();
    await expect
      .poll(() => page.getByRole('button', { name: 'A is better' }).count(), { timeout: 15_000 })
      .toBe(before + 1);
  });

  it('says to a question that nobody wrote answers for what it is, and offers questions that it knows', async () => {
    const duels = await page.getByRole('button', { name: 'A is better' }).count();
    await page.getByTestId('composer-input').fill('/ask prompt:Who won the football world cup in 1954?');
    await page.keyboard.press('Enter');
    await page.getByText('All replies say the same').waitFor();
    const answer = page.getByTestId('message').last();
    expect(await answer.textContent()).toMatch(/I am a practice model.+HF_TOKEN.+127\.0\.0\.1:11434/);
    expect(await page.getByRole('button', { name: 'A is better' }).count()).toBe(duels);
    await answer.getByTestId('known-question').nth(1).click();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: 'A is better' }).count(), { timeout: 15_000 })
      .toBe(duels + 1);
  });

  it('answers a mention with a good text, and names who wrote it', async () => {
    await page.getByTestId('composer-input').fill('@Tribunal Explain recursion to a ten-year-old.');
    await page.keyboard.press('Enter');
    const answer = page.getByTestId('message').last();
    await answer.getByText('One reply, unjudged, by practice-').waitFor();
    expect(await answer.textContent()).toMatch(/Imagine you stand in a long queue|Think of Russian dolls/);
  });

  it('takes a file along whose content matters, and goes on from an answer', async () => {
    const last = page.getByTestId('message').last();
    const picked = page.getByText(/Tribunal’s answer|Good pick/);
    const goOn = async (button: string) => {
      const before = await page.getByTestId('used').count();
      await page.getByTestId(button).click();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByTestId('used').count()).toBe(before + 1);
    };
    await goOn('with-file');
    await last.getByRole('button', { name: 'A is better' }).waitFor();
    expect(await last.innerText()).toMatch(/With the file club-trip\.txt/);
    expect(await last.innerText()).toMatch(/196\.00|178\.70|calculator|206\.00/);
    await goOn('first-question');
    await last.getByRole('button', { name: 'Good pick' }).waitFor();
    await goOn('follow-up');
    await last.getByRole('button', { name: 'A is better' }).waitFor();
    expect(await last.innerText()).toMatch(/Goes on from an earlier answer/);
    expect(await last.innerText()).toMatch(/Mars|brief|Blue/);
    expect(await picked.count()).toBeGreaterThan(0);
  });

  it('closes a vote by keyboard, and keeps the focus in the message whose button went', async () => {
    for (const name of ['A is better', 'Close now', 'Close it for good'])
      await page.getByRole('button', { name }).last().press('Enter');
    await page.getByText('Voting is closed. The message shows the result in a moment.').waitFor();
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('data-testid')).toBe('message-menu');
    expect(await page.getByTestId('message').filter({ has: focused }).innerText()).toMatch(/Voting is closed/);
  });

  it('comes back on the same port with what was built, and finishes a question that was under way', async () => {
    const address = new URL(page.url()).origin;
    const messages = await page.getByTestId('message').count();
    await page.getByTestId('composer-input').fill('/ask prompt:How do vaccines work?');
    await page.keyboard.press('Enter');
    await page.getByTestId('used').nth(0).waitFor();
    await page.waitForTimeout(300);
    expect(await interrupt()).toBe(0);
    await page.getByTestId('lost').waitFor();
    expect(await start()).toBe(`${address}/`);
    await page.getByTestId('lost').waitFor({ state: 'detached' });
    expect(await page.getByTestId('message').count()).toBeGreaterThanOrEqual(messages);
    const last = page.getByTestId('message').last();
    await expect.poll(() => last.innerText(), { timeout: 30_000 }).toMatch(/vaccine[\s\S]+A is better/i);
    // No stacks, no log lines, no warnings.
    expect(output).not.toMatch(/^\s+at |\{"level"|warning/im);
  });

  it('says who writes and who judges, and asks the models of this machine once somebody says yes', async () => {
    const banner = page.getByTestId('banner');
    expect(await banner.innerText()).toMatch(/a practice judge with an answer key judges/);
    expect(own.requests).toEqual([]);
    await page.getByTestId('own-model').selectOption({ label: 'writer' });
    await page.getByTestId('use-writer').click();
    await page.getByText('To keep it').waitFor();
    expect(await banner.innerText()).toMatch(/^writer writes, and a practice judge/);
    await page.getByTestId('own-model').selectOption({ label: 'RRM-7B' });
    await page.getByTestId('use-judge').click();
    await expect.poll(() => banner.innerText()).toMatch(/writer writes,? and RRM-7B judges/);
    const before = await page.getByRole('button', { name: 'A is better' }).count();
    await page.getByTestId('composer-input').fill('/ask');
    await page.keyboard.press('Enter');
    await page.keyboard.type('What only I would ask?');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('button', { name: 'A is better' }).count(), { timeout: 15_000 })
      .toBe(before + 1);
    expect(own.counts).toMatchObject({ candidate: 2 });
    expect(own.counts.judge).toBeGreaterThan(1);
    expect(await page.getByTestId('message').last().innerText()).toMatch(/Quality \d/);
  });
});
