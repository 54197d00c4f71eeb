import { html, nothing, type TemplateResult } from 'lit';
import { becomeMember } from '../actions.ts';
import { personAvatar } from '../avatar.ts';
import { slash } from '../command-labels.ts';
import { icons } from '../icons.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';
import { behind } from './behind.ts';
import { communityStep } from './community.ts';
import { exampleButtons } from './examples.ts';
import { closeGuide, isNarrow, isPhone } from './guide-place.ts';
import { learnStep } from './learn-step.ts';
import { moreStep } from './more-step.ts';
import { ownModels } from './own-models.ts';
import { readStep } from './read-step.ts';

/** The guide for newcomers: who they are on this server, and what to try. */
export function guide() {
  const { hello, done } = state;
  if (!hello || !state.guideOpen) return nothing;
  const { you } = hello;
  const met = done.has('met');
  const isPromoted = state.learning?.compared?.decision === 'promoted';
  return html`<div class="drawer-shade only-middle" @click=${closeGuide}></div>
    <section class="guide" role=${isPhone() ? 'main' : 'complementary'} aria-label=${w().guide} data-testid="guide">
      <header class="guide-head"><h2>${w().newHere}</h2><button type="button" class="icon-button" aria-label=${w().closeGuide} data-testid="guide-close" @click=${closeGuide}>${icons.cross}</button></header>
      <section class="guide-you">
        ${personAvatar(you.id, you.name)}
        <p><b>${w().youAre(you.name)}</b>${you.moderator ? w().asModerator : w().asMember}${w().ownDiscord}</p>
      </section>
      <p class="guide-what only-phone">${w().whatThisIs}</p>
      ${behind()}
      <h3 class="guide-title">${w().tryThis}</h3>
      <ol class="steps">
        ${step(1, w().stepAsk, askStep(), done.has('asked'))}
        ${step(2, w().stepVote, html`<p>${w().voteHow}</p>`, done.has('voted'))}
        ${step(3, w().stepRead, readStep(become), done.has('read'))}
        ${state.simulation ? step(4, w().stepCommunity, communityStep(), met, met && state.measured) : nothing}
        ${state.learning ? step(5, w().stepLearn, learnStep(state.learning), isPromoted, false) : nothing}
        ${hello.special ? step(4 + Number(state.simulation !== null) + Number(state.learning !== null), w().stepMore, moreStep(hello.special), false) : nothing}
      </ol>
      ${germanNote()}
      ${ownModels()}
    </section>`;
}

/**
 * A step of the guide. It is ticked when it has happened, and folds when it has nothing more to offer, so
 * that the next one is in sight.
 */
const step = (number: number, title: string, inside: TemplateResult, done: boolean, folds = done) => html`<li>
  <details class="step ${done ? 'is-done' : ''}" data-testid="step-${number}" ?open=${!folds}>
    <summary><span class="step-number" aria-hidden="true">${done ? icons.check : number}</span><h4>${title}${done ? html`<span class="visually-hidden">${w().done}</span>` : nothing}</h4>${icons.down}</summary>
    <div class="step-text">${inside}</div>
  </details>
</li>`;

const askStep = () => html`<p>${w().askHow(slash('ask'))}</p>${exampleButtons('example')}`;

function germanNote() {
  const german = state.hello?.people.find(({ locale }) => locale === 'de');
  return german ? html`<p class="guide-note">${w().stepGerman(german.name)}</p>` : nothing;
}

function become(id: string): void {
  if (isNarrow()) state.guideOpen = false;
  becomeMember(id);
}
