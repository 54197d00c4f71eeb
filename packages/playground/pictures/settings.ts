import type { Page } from 'playwright-core';
import { startCommand } from './visit.ts';

/** Draws the panel of a manager's server: two limits are typed, and nothing is saved yet. */
export async function drawSettings(manager: Page, path: string): Promise<void> {
  await startCommand(manager, 'settings');
  await manager.getByTestId('send').click();
  const panel = manager.getByTestId('message').last();
  await panel.getByRole('button', { name: 'Limits', exact: true }).click();
  await panel.getByRole('button', { name: 'Limits of a member' }).click();
  const form = manager.getByRole('dialog');
  await form.getByLabel(/questions/i).fill('15');
  await form.getByLabel(/dollars/i).fill('1.5');
  await form.getByRole('button', { name: 'Submit' }).click();
  await panel.getByText('Not saved yet').waitFor();
  await panel.getByTestId('container').first().screenshot({ path });
}
