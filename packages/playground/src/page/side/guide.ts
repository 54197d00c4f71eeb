import { html, nothing, type TemplateResult } from 'lit';
import { becomeMember } from '../actions.ts';
import { personAvatar } from '../avatar.ts';
import { offerCommand } from '../composer/actions.ts';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';
import { behind } from './behind.ts';
import { communityStep } from './community.ts';
import { ownModels } from './own-models.ts';

/** The guide for newcomers: who they are on this server, and what to try. */
export function guide() {
  const { hello } = state;
  if (!hello || !state.guideOpen) return nothing;
  const { you } = hello;
  return html`<div class="drawer-shade only-middle" @click=${close}></div>
    <aside class="guide" aria-label="Guide" data-testid="guide" @keydown=${closeByKey}>
      <header class="guide-head"><h2>New here?</h2><button type="button" class="icon-button" aria-label="Close the guide" data-testid="guide-close" @click=${close}>${icons.cross}</button></header>
      <section class="guide-you">
        ${personAvatar(you.id, you.name)}
        <p><b>You are ${you.name}</b>, ${
          you.moderator
            ? 'a moderator and a researcher: read the judge’s reasoning, change settings, take figures away.'
            : 'a member: ask and vote.'
        } This Discord is your own, the bot is the real one.</p>
      </section>
      ${behind()}
      ${ownModels()}
      <h3 class="guide-title">Try this</h3>
      <ol class="steps">
        ${step(1, state.tried.has('asked'), 'Ask a question', askStep())}
        ${step(2, state.tried.has('voted'), 'Vote blind', voteStep())}
        ${step(3, state.tried.has('read'), 'Read the judge’s reasoning', readStep())}
        ${state.simulation ? step(4, state.tried.has('measured'), 'See a community agree', communityStep()) : nothing}
      </ol>
    </aside>`;
}

/** A step of the guide. It collapses when it is done, so that the next one is in sight. */
const step = (number: number, done: boolean, title: string, inside: TemplateResult) => html`<li>
  <details class="step ${done ? 'is-done' : ''}" data-testid="step-${number}" ?open=${!done}>
    <summary><span class="step-number" aria-hidden="true">${done ? icons.check : number}</span><h4>${title}${done ? html`<span class="visually-hidden"> (done)</span>` : nothing}</h4>${icons.down}</summary>
    <div class="step-text">${inside}</div>
  </details>
</li>`;

const askStep = () => html`<p>Type <code>/ask</code> below, or take one of these:</p>
  <div class="examples">${shownExamples().map(
    (example) =>
      html`<button type="button" class="example" data-testid="example" @click=${() => take(example)}>${example}</button>`,
  )}${
    shownExamples().length < (state.hello?.examples.length ?? 0)
      ? html`<button type="button" class="text-button" data-testid="more-examples" @click=${showAll}>More questions</button>`
      : nothing
  }</div>`;

/** How many examples are shown at first. With more, the other steps would be out of sight. */
const FEW = 3;

const shownExamples = () => (state.hello?.examples ?? []).slice(0, state.allExamples ? undefined : FEW);

function showAll(): void {
  state.allExamples = true;
  focusNext(`.example:nth-of-type(${FEW + 1})`);
}

const voteStep = () =>
  html`<p>Two answers appear. Choose the better one: only then do you learn the judge’s choice. Then be somebody else and vote again.</p>`;

function readStep() {
  const moderator = state.hello?.people.find((person) => person.moderator);
  if (!moderator)
    return html`<p>Moderators open the menu of an answer and read how the judge compared the replies.</p>`;
  const isYou = moderator.id === state.hello?.you.id;
  return html`<p>${isYou ? 'Open' : `Become ${moderator.name}, a moderator, and open`} the menu of an answer (right click or ⋯). Choose <b>${menuCommand()}</b>.${
    state.hello?.banner?.practice
      ? ' The practice judge thinks nothing: people wrote its notes beforehand, and it has an answer key.'
      : ''
  }</p>
    ${
      isYou
        ? nothing
        : html`<button type="button" class="button secondary small" data-testid="become-moderator" @click=${() => become(moderator.id)}>${personAvatar(moderator.id, moderator.name, 'small')}Become ${moderator.name}</button>`
    }`;
}

const menuCommand = () =>
  state.commands.find(({ name, type }) => type === 3 && /reasoning/i.test(name))?.name ?? 'Judge’s reasoning';

function take(example: string): void {
  if (isNarrow()) state.guideOpen = false;
  offerCommand(example);
}

function become(id: string): void {
  if (isNarrow()) state.guideOpen = false;
  becomeMember(id);
}

function close(): void {
  state.guideOpen = false;
  changed();
}

const closeByKey = (event: KeyboardEvent) => {
  if (event.key === 'Escape') close();
};

const narrow = matchMedia('(max-width: 1099px)');

/** Whether the guide covers the channel, because the window is narrow. */
export const isNarrow = (): boolean => narrow.matches;

/** Opens the guide in a wide window, and closes it when the window becomes narrow. */
export function openGuideWhereItFits(): void {
  state.guideOpen = !isNarrow();
  narrow.addEventListener('change', () => {
    if (isNarrow()) close();
  });
}
