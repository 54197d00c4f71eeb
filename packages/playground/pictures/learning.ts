import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startCommand, visit } from './visit.ts';

/** How long a command or a round of votes may take. */
const PATIENCE_MS = 600_000;
/** So often the members are let in again before it is given up. */
const MOST_ROUNDS = 8;

/** What a step took and said; the figures are in the words that the page shows. */
export interface PlayedStep {
  step: string;
  seconds: number;
  said: string;
}

/**
 * Plays how a judge learns, by clicking what the guide offers, and draws it: the agreement before, the rules,
 * and the agreement after.
 * @throws when nothing is learnt, or the votes do not decide in time
 */
export async function drawLearning(
  browser: Browser,
  address: string,
  into: string,
  say: (step: PlayedStep) => void,
): Promise<void> {
  const page = await visit(browser, address, { as: 'Mira', width: 1280, height: 1600 });
  const timed: Timed = async (step, work) => {
    const from = performance.now();
    const said = await work();
    say({ step, seconds: Math.round((performance.now() - from) / 1000), said });
  };
  await timed('let them in', () => letIn(page, 'simulate'));
  await learnRules(page, timed);
  await compareInShadow(page, timed);
  await promote(page, into, timed);
  await page.close();
}

type Timed = (step: string, work: () => Promise<string>) => Promise<void>;

async function learnRules(page: Page, timed: Timed): Promise<void> {
  for (let round = 1; ; round++) {
    await timed('learn', () => press(page, 'learn', 'learnt'));
    if ((await page.getByTestId('challenge').count()) > 0) return;
    if (round === MOST_ROUNDS) throw new Error('nothing was learnt');
    await timed('let them in again', () => letIn(page, 'simulate-again'));
  }
}

async function compareInShadow(page: Page, timed: Timed): Promise<void> {
  await timed('begin in the shadow', () => press(page, 'challenge', 'compared'));
  for (let round = 1; (await page.getByTestId('type-settings').count()) === 0; round++) {
    if (round > MOST_ROUNDS) throw new Error('the votes did not decide in time');
    await timed('let them in again', () => letIn(page, 'simulate-again'));
    await timed('look', () => press(page, 'standing', 'compared'));
  }
}

/** Puts the judge in charge, and draws what was agreed before and after. */
export async function promote(page: Page, into: string, timed: Timed): Promise<void> {
  const picture = (name: string) => join(into, `learning-${name}.png`);
  await timed('agreement before', () => drawAgreement(page, picture('before')));
  await timed('promote', async () => {
    await page.getByTestId('type-settings').click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const panel = page.getByTestId('message').last();
    await panel.getByRole('button', { name: 'Judge', exact: true }).click();
    const button = panel.getByRole('button', { name: 'Promote', exact: true });
    await button.waitFor();
    await panel
      .getByTestId('container')
      .first()
      .screenshot({ path: picture('rules') });
    await button.click();
    await page.getByTestId('learnt-agreement').waitFor({ timeout: PATIENCE_MS });
    return page.getByTestId('compared').innerText();
  });
  await timed('let them in again', () => letIn(page, 'simulate-again'));
  await timed('agreement after', () => drawAgreement(page, picture('after')));
}

/** Lets the members in, and waits until the ballots have closed that they left open. */
async function letIn(page: Page, button: string): Promise<string> {
  await page.getByTestId(button).click();
  // In a step that is folded once its figures were read.
  await page.getByTestId('simulate-stop').waitFor({ state: 'attached' });
  const status = page.getByTestId('learning');
  let said = '';
  while ((await page.getByTestId('simulate-stop').count()) > 0) {
    said = (await status.innerText()) || said;
    await page.waitForTimeout(1000);
  }
  await page.waitForTimeout(25_000);
  return said;
}

/** Presses a button of the step, and waits for the command behind it. @returns what the guide then says */
async function press(page: Page, button: string, result: string): Promise<string> {
  await page.getByTestId(button).click();
  await page.getByTestId('simulate-again').waitFor({ state: 'detached' });
  await page.getByTestId('simulate-again').waitFor({ timeout: PATIENCE_MS });
  const failed = page.getByTestId('guide').getByRole('alert');
  if ((await failed.count()) > 0) throw new Error(await failed.innerText());
  return (await page.getByTestId(result).innerText()) ?? '';
}

async function drawAgreement(page: Page, path: string): Promise<string> {
  const pictures = page.getByTestId('message').last().getByTestId('picture');
  const late = page.getByText('did not respond');
  do {
    if ((await late.count()) > 0) await page.getByRole('button', { name: 'Dismiss message' }).last().click();
    await startCommand(page, 'agreement');
    await page.getByTestId('send').click();
    // A busy machine can let Discord's three seconds pass.
    await pictures.first().or(late.first()).waitFor({ timeout: 60_000 });
  } while ((await late.count()) > 0);
  await page.waitForTimeout(500);
  const container = page.getByTestId('message').last().getByTestId('container').first();
  await container.screenshot({ path });
  return container.innerText();
}
