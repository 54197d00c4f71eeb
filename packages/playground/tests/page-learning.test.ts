import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canBrowse, launchBrowser } from '../../../tests/support/browser.ts';
import type { Learning } from '../src/learning.ts';
import type { LearningState } from '../src/page/protocol.ts';
import { startPage } from '../src/page-server.ts';
import type { Simulation } from '../src/simulation.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const idle: LearningState = { doing: null, line: null, learnt: null, compared: null, problem: null };
const learnt: LearningState['learnt'] = {
  end: 'kept',
  rules: ['Prefer the shorter reply.'],
  parts: { train: 40, choose: 20, test: 40 },
  gain: { value: 0.123, low: 0.05, high: 0.2 },
  version: 7,
  calls: 1812,
};
const compared: LearningState['compared'] = {
  decision: 'not-yet',
  preferred: 0.7,
  asks: 100,
  duels: 35,
  votes: 297,
  votesStillNeeded: 884,
};

/** The learning is scripted here: each state is set, and what was pressed is in `pressed`. */
describe.skipIf(!canBrowse)('the step in which the judge learns', () => {
  let discord: LocalDiscord;
  let site: Awaited<ReturnType<typeof startPage>>;
  let browser: Browser;
  let page: Page;
  let state = idle;
  const pressed: string[] = [];
  const listeners = new Set<() => void>();
  const become = (next: Partial<LearningState>) => {
    state = { ...idle, ...next };
    for (const listener of listeners) listener();
  };
  const step = () => page.getByTestId('step-5');
  const says = (text: string | RegExp) => step().getByText(text).first().waitFor();

  beforeAll(async () => {
    discord = await startLocalDiscord();
    const learning: Learning = {
      state: () => state,
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      learn: () => void pressed.push('learn'),
      challenge: () => void pressed.push('challenge'),
      look: () => void pressed.push('look'),
    };
    const simulation: Simulation = {
      start: () => void pressed.push('simulate'),
      stop: () => {},
      state: () => ({ running: false, asks: 100, votes: 900, endsAt: null, minutes: 2 }),
      onChange: () => () => {},
      isSimulated: () => false,
    };
    site = await startPage(discord, { simulation, learning });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
    page.setDefaultTimeout(20_000);
    await page.goto(`${site.url}?as=Ada`);
    await step().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await discord?.close();
  });

  it('leads from the votes to the rules, with their gain, and into the shadow', async () => {
    await page.getByTestId('learn').click();
    become({ doing: 'learning', line: 'round 1 of 3' });
    await says(/round 1 of 3/);
    expect(await page.getByTestId('learn').count()).toBe(0);
    become({ learnt });
    await says('Prefer the shorter reply.');
    await says(/On 40 later questions .* by \+12\.3 points \(95 %: \+5\.0 to \+20\.0\).* 1,812 calls/);
    await page.getByTestId('challenge').click();
    expect(pressed).toEqual(['learn', 'challenge']);
  });

  it('says how many votes are still needed, and lets the members in again', async () => {
    become({ learnt, compared });
    await says('about 880 more votes, if it goes on like this.');
    await page.getByTestId('standing').click();
    await page.getByTestId('simulate-again').click();
    expect(pressed.slice(2)).toEqual(['look', 'simulate']);
    expect(await page.getByTestId('challenge').count()).toBe(0);
  });

  it('has a moderator promote it, and then shows the agreement', async () => {
    become({ learnt, compared: { ...compared, decision: 'promote' } });
    await page.getByTestId('learn-moderator').click();
    await page.getByTestId('type-settings').waitFor();
    await says('Promote');
    become({ learnt, compared: { ...compared, decision: 'promoted' } });
    await page.getByTestId('learnt-agreement').waitFor();
    await expect.poll(() => step().getAttribute('class')).toContain('is-done');
  });

  it('says in words why nothing was learnt, and what failed', async () => {
    become({ learnt: { ...learnt, end: 'not-better', gain: { value: 0.01, low: -0.05, high: 0.07 } } });
    await says('Nothing was kept');
    await says(/by \+1\.0 points \(95 %: -5\.0 to \+7\.0\)/);
    become({ problem: 'There are too few votes.' });
    await step().getByRole('alert').getByText('There are too few votes.').waitFor();
  });

  it('can be read by everybody, in German too', async () => {
    become({ learnt, compared });
    await page.getByTestId('language').click();
    await says(/noch etwa 880 Stimmen/);
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
  });
});
