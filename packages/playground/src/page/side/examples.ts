import { html, nothing } from 'lit';
import { offerCommand } from '../composer/actions.ts';
import { changed, focusNext, state } from '../state.ts';
import { w } from '../words/words.ts';
import { leaveGuide } from './guide-place.ts';

/** How many examples are shown at first. With more, what follows would be out of sight. */
const FEW = 3;

/** Questions to click. `testId` tells those in the guide from those in the channel. */
export function exampleButtons(testId: string) {
  const all = state.hello?.examples ?? [];
  const shown = state.allExamples ? all : all.slice(0, FEW);
  return html`<div class="examples">${shown.map(
    (example) =>
      html`<button type="button" class="example" data-testid=${testId} @click=${() => take(example)}>${example}</button>`,
  )}${
    shown.length < all.length
      ? html`<button type="button" class="text-button" data-testid="more-${testId}s" @click=${showAll}>${w().moreQuestions}</button>`
      : nothing
  }</div>`;
}

function showAll(event: Event): void {
  const place = (event.currentTarget as HTMLElement).closest('.guide') ? '.guide' : '.welcome';
  state.allExamples = true;
  changed();
  focusNext(`${place} .example:nth-of-type(${FEW + 1})`);
}

function take(example: string): void {
  leaveGuide();
  offerCommand(example);
}
