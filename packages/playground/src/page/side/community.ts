import { html } from 'lit';
import { act } from '../act.ts';
import { typeText } from '../composer/actions.ts';
import { changed, focusNext, state } from '../state.ts';

/**
 * The step that starts simulated members, so that there are votes to measure.
 * It says that they are programs.
 */
export function communityStep() {
  const { simulation } = state;
  if (!simulation) return html``;
  const { running, asks, votes } = simulation;
  if (running) {
    return html`<p role="status" data-testid="simulation"><b>Simulated members at work:</b> ${asks} questions, ${votes} votes so far.</p>
      <button type="button" class="button secondary small" data-testid="simulate-stop" @click=${() => simulate(false)}>Stop them</button>`;
  }
  return html`<p>${
    votes > 0
      ? html`Simulated members asked ${asks} questions and cast ${votes} votes. Look at <code>/agreement</code> now: it says that they are simulated.`
      : html`Let 30 simulated members ask and vote for a minute in <b>#simulated-members</b>, so that <code>/agreement</code> has something to show. They are programs that take part in research: the figures say nothing about people.`
  }</p>
  ${
    votes > 0
      ? html`<button type="button" class="button secondary small" data-testid="try-agreement" @click=${typeAgreement}>Type /agreement</button>`
      : html`<button type="button" class="button secondary small" data-testid="simulate" @click=${() => simulate(true)}>Let them in</button>`
  }`;
}

function typeAgreement(): void {
  typeText('/agreement');
  focusNext('[data-testid="composer-input"]');
}

async function simulate(on: boolean): Promise<void> {
  await act({ kind: 'simulate', on });
  changed();
}
