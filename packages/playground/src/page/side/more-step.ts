import { html } from 'lit';
import { optionLabel } from '../command-labels.ts';
import { commandWith } from '../composer/actions.ts';
import type { SpecialQuestions } from '../protocol.ts';
import { w } from '../words/words.ts';
import { leaveGuide } from './guide-place.ts';

/** Questions that show what the options `follow_up` and `file` do, with both filled in. */
export function moreStep({ followUp, file }: SpecialQuestions) {
  const button = (testId: string, question: string, take: () => void) =>
    html`<button type="button" class="example" data-testid=${testId} @click=${() => offer(take)}>${question}</button>`;
  return html`<p>${w().followUpHow(optionLabel('ask', 'follow_up'))}</p>
    <div class="examples">
      ${button('first-question', followUp.first, () => commandWith('ask', { prompt: followUp.first, voting: 'open' }))}
      ${button('follow-up', followUp.question, () => commandWith('ask', { prompt: followUp.question, follow_up: true }))}
    </div>
    <p>${w().fileHow(optionLabel('ask', 'file'))}</p>
    <div class="examples">
      ${button('with-file', file.question, () =>
        commandWith('ask', {
          prompt: file.question,
          file: new File([file.text], file.name, { type: 'text/plain' }),
        }),
      )}
    </div>`;
}

function offer(take: () => void): void {
  leaveGuide();
  take();
}
