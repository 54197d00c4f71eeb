import { html } from 'lit';
import { act } from '../act.ts';
import { slash } from '../command-labels.ts';
import { typeText } from '../composer/actions.ts';
import { changed, focusNext, state } from '../state.ts';
import { w } from '../words/words.ts';
import { leaveGuide } from './guide-place.ts';

/**
 * The step that starts simulated members, so that there are votes to measure.
 * It says that they are programs.
 */
export function communityStep() {
  const { simulation } = state;
  if (!simulation) return html``;
  const { running, asks, votes, minutes } = simulation;
  if (running) {
    return html`<p role="status" data-testid="simulation">${w().simulatedAtWork(asks, votes)}</p>
      <button type="button" class="button secondary small" data-testid="simulate-stop" @click=${() => simulate(false)}>${w().stopThem}</button>`;
  }
  return html`<p>${
    votes > 0 ? w().simulatedDone(asks, votes, slash('agreement')) : w().simulatedOffer(slash('agreement'), minutes)
  }</p>
  ${
    votes > 0
      ? html`<button type="button" class="button secondary small" data-testid="try-agreement" @click=${typeAgreement}>${w().typeCommand(slash('agreement'))}</button>`
      : html`<button type="button" class="button secondary small" data-testid="simulate" @click=${() => simulate(true)}>${w().letThemIn}</button>`
  }`;
}

function typeAgreement(): void {
  leaveGuide();
  typeText(slash('agreement'));
  focusNext('[data-testid="composer-input"]');
}

async function simulate(on: boolean): Promise<void> {
  await act({ kind: 'simulate', on });
  changed();
}
