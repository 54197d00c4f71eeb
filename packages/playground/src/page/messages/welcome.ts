import { html, nothing } from 'lit';
import { beginDraft } from '../composer/actions.ts';
import { textDraft } from '../composer/draft.ts';
import { icons } from '../icons.ts';
import type { ChannelInfo } from '../protocol.ts';
import { exampleButtons } from '../side/examples.ts';
import { toggleGuide } from '../side/guide-place.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';

/** The beginning of a channel: where one is, what this is, and questions to click. */
export const welcome = ({
  id,
  name,
  topic,
}: ChannelInfo) => html`<section class="welcome" aria-label=${w().welcome(name)} data-testid="welcome">
  <span class="welcome-sign" aria-hidden="true">${icons.hash}</span>
  <h2>${w().welcome(name)}</h2>
  ${id === state.hello?.channels[0]?.id ? firstChannel(topic) : html`<p>${state.simulation ? w().simulatedChannel : w().beginning}</p>`}
</section>`;

const firstChannel = (
  topic: string,
) => html`<p>${w().beginning} ${w().whatThisIs}${topic ? html`<br />${topic}` : nothing}</p>
  ${
    (state.hello?.examples.length ?? 0) > 0
      ? html`<p class="welcome-step">${w().firstStep}</p>${exampleButtons('welcome-example')}`
      : nothing
  }
  <div class="welcome-buttons">
    <button type="button" class="button secondary" data-testid="show-commands" @click=${() => beginDraft(textDraft('/'))}>${icons.slash}${w().seeCommands}</button>
    ${state.guideOpen ? nothing : html`<button type="button" class="button secondary" data-testid="open-guide" @click=${toggleGuide}>${icons.help}${w().openGuide}</button>`}
  </div>`;
