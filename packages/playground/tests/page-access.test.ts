import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, launchBrowser } from '../../../tests/support/browser.ts';
import type { ModelsState, Trace } from '../src/page/protocol.ts';
import { startPage } from '../src/page-server.ts';
import { openSimulation } from '../src/simulation.ts';
import { startPageBot } from './page-bot.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const trace: Trace = {
  askId: '1',
  question: 'Why is the sky blue?',
  state: 'judging',
  candidates: [
    { number: 1, model: 'heron', state: 'done' },
    { number: 2, model: 'otter', state: 'failed' },
    { number: 3, model: null, state: 'writing' },
  ],
  comparisons: [{ first: 1, second: 2, winner: 2, seconds: 1.25 }],
  rows: [
    { table: 'asks', count: 1 },
    { table: 'candidates', count: 2 },
  ],
};

/** Accessibility, checked by axe. */
describe.skipIf(!canBrowse)('the playground page for everybody', () => {
  let discord: LocalDiscord;
  let bot: Awaited<ReturnType<typeof startPageBot>>;
  let site: Awaited<ReturnType<typeof startPage>>;
  let browser: Browser;
  let page: Page;
  const at = (id: string) => page.getByTestId(id);

  async function problems(): Promise<string[]> {
    // Through the debugger, because the page's content security policy blocks foreign scripts.
    await page.evaluate(axe);
    const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
    return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }
  const inBothThemes = async () => {
    const found: string[] = [];
    for (let i = 0; i < 2; i++) {
      found.push(...(await problems()));
      // By script, because an open modal covers the button.
      await at('theme').evaluate((button) => (button as HTMLElement).click());
    }
    return found;
  };

  beforeAll(async () => {
    discord = await startLocalDiscord();
    bot = await startPageBot(discord);
    const near = { name: 'Ollama', address: 'http://127.0.0.1:11434/v1', models: ['gemma3:4b', 'qwen3:4b'] };
    const state: ModelsState = {
      banner: { practice: true, models: ['hf:gemma3:4b@http://127.0.0.1:11434/v1'], judge: 'hf:practice-judge@x' },
      near: [near],
      changing: false,
      problem: 'The bot did not start with these models.',
      chosen: { writes: 'hf:gemma3:4b@http://127.0.0.1:11434/v1', judges: null },
    };
    const models = { state: () => state, onChange: () => () => {}, look: async () => {}, use: async () => {} };
    const questions = ['Why is the sky blue?', 'Is a hot dog a sandwich?'];
    site = await startPage(discord, {
      examples: questions,
      trace: async () => trace,
      models,
      simulation: openSimulation(discord, {
        questions,
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
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(20_000);
    // Without animations, axe would not measure colours in the middle of a transition.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(site.url);
    await page.getByText('You are Ada', { exact: true }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await bot?.stop();
    await discord?.close();
  });

  it('shows a newcomer who they are, what just happened, and what to try', async () => {
    await at('behind').waitFor();
    expect(await at('behind').innerText()).toMatch(/The judge compares them[\s\S]+2 wins[\s\S]+asks 1 · candidates 2/);
    expect(await at('guide').innerText()).toMatch(/You are Ada, a member: ask and vote\./);
    expect(await at('banner').innerText()).toMatch(/^gemma3:4b writes, and a practice judge with an answer key judges/);
    expect(await at('own-models').innerText()).toMatch(
      /Ollama runs here[\s\S]+CANDIDATE_MODELS=hf:gemma3:4b@[\s\S]+did not start/,
    );
    expect(await inBothThemes()).toEqual([]);
  });

  it('lets simulated members in, says what they are, and keeps them out of the list of people', async () => {
    await at('simulate').click();
    await at('simulation').waitFor();
    await at('try-agreement').waitFor({ timeout: 15_000 });
    expect(await at('step-4').innerText()).toMatch(/Simulated members asked \d+ questions and cast \d+ votes/);
    expect(await at('used').last().innerText()).toMatch(/Simulated 0\d/);
    expect(await at('people').innerText()).not.toMatch(/Simulated/);
    expect(await inBothThemes()).toEqual([]);
  });

  it('can be read and used by all with a question answered, a form, a menu and a select open', async () => {
    await at('example').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'A is better' }).last().waitFor();
    expect(await inBothThemes()).toEqual([]);
    await at('composer-input').fill('/gallery');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Choose a colour' }).click();
    expect(await inBothThemes()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open the form' }).click();
    await at('modal').waitFor();
    expect(await inBothThemes()).toEqual([]);
    await at('modal-cancel').click();
    await at('message').last().hover();
    await at('message-menu').last().click();
    expect(await inBothThemes()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be so on a telephone too', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await inBothThemes()).toEqual([]);
    await at('guide-button').click();
    await at('guide').waitFor();
    expect(await inBothThemes()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
