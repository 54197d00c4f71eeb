import { html, nothing, type TemplateResult } from 'lit';
import { act } from '../act.ts';
import { becomeMember } from '../actions.ts';
import { clientLocale, slash } from '../command-labels.ts';
import { typeText } from '../composer/actions.ts';
import type { Act, Compared, LearningState, Learnt } from '../protocol.ts';
import { changed, focusNext, state } from '../state.ts';
import type { Rich } from '../words/en.ts';
import { w } from '../words/words.ts';
import { isNarrow, leaveGuide } from './guide-place.ts';

/** The step in which the judge learns from the simulated members: what has been found, and what is next. */
export function learnStep(learning: LearningState): TemplateResult {
  const words = w().learn;
  const { doing, line, learnt, compared, problem } = learning;
  const hasVotes = state.done.has('met');
  return html`<div class="learn">
    <p>${words.about}</p>
    ${hasVotes ? nothing : html`<p>${words.first}</p>`}
    ${learnt ? whatWasLearnt(learnt) : nothing}
    ${compared ? html`<p data-testid="compared">${howItStands(compared)}</p>` : nothing}
    <p class="learn-status" role="status" data-testid="learning">${doing ? html`<b>${words.doing[doing]}</b>${line ? html` ${line}` : nothing}` : atWork()}</p>
    ${problem ? html`<p role="alert">${problem}</p>` : nothing}
    ${hasVotes && doing === null && !state.simulation?.running ? next(learning) : nothing}
  </div>`;
}

function atWork() {
  const { simulation } = state;
  return simulation?.running ? w().simulatedAtWork(simulation.asks, simulation.votes) : nothing;
}

function whatWasLearnt({ end, rules, parts, gain, version, calls }: Learnt): TemplateResult {
  const words = w().learn;
  const questions = parts.train + parts.choose + parts.test;
  const measured =
    gain &&
    words.gain(
      points(gain.value),
      points(gain.low),
      points(gain.high),
      parts.test,
      calls.toLocaleString(state.language),
    );
  return html`<p data-testid="learnt">${end === 'kept' ? words.kept(version ?? 0) : words.notKept[end](questions)}</p>
    ${rules.length > 0 ? html`<ol class="learnt-rules" data-testid="learnt-rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ol>` : nothing}
    ${measured ? html`<p>${measured}</p>` : nothing}`;
}

/** A difference of shares in points, with its sign: `+12.3`. */
const points = (share: number): string =>
  (100 * share).toLocaleString(state.language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });

const percent = (share: number): string =>
  share.toLocaleString(state.language, { style: 'percent', maximumFractionDigits: 0 });

function howItStands({ decision, preferred, asks, duels, votes, votesStillNeeded }: Compared) {
  const words = w().learn;
  if (decision === 'promoted') return words.promoted(slash('agreement'));
  if (decision !== 'promote' && decision !== 'keep' && decision !== 'not-yet') return words.over[decision];
  const figures = preferred === null ? words.noDuels(asks) : words.figures(percent(preferred), votes, duels, asks);
  if (decision !== 'not-yet') return html`${words.decided[decision]} ${figures}`;
  return html`${words.notYet(votesStillNeeded === null ? null : rounded(votesStillNeeded))} ${figures}`;
}

/** An estimate from an estimate is not told to the vote. */
const rounded = (votes: number): number => Math.max(10, 10 * Math.round(votes / 10));

/** The buttons for what can be done now, the next thing first. */
function next({ learnt, compared }: LearningState): TemplateResult {
  const words = w().learn;
  const decision = compared?.decision;
  const isCompared = decision === 'not-yet' || decision === 'promote' || decision === 'keep' || decision === 'moved';
  const canCompare = learnt?.end === 'kept' && !isCompared && decision !== 'promoted';
  const does = (testId: string, label: string, what: Act) => button(testId, label, () => void send(what));
  const promoting = decision === 'promote' ? promote() : null;
  return html`${promoting ? html`<p>${promoting.how}</p>` : nothing}<div class="learn-buttons">
    ${promoting?.press ?? nothing}
    ${canCompare ? does('challenge', words.challenge, { kind: 'learn', step: 'challenge' }) : nothing}
    ${isCompared ? does('standing', words.look, { kind: 'learn', step: 'look' }) : nothing}
    ${learnt?.end === 'kept' || compared ? nothing : does('learn', words.learn, { kind: 'learn', step: 'learn' })}
    ${does('simulate-again', words.again(state.simulation?.minutes ?? 1), { kind: 'simulate', on: true })}
    ${decision === 'promoted' ? button('learnt-agreement', w().typeCommand(slash('agreement')), () => type('agreement')) : nothing}
  </div>`;
}

/** What the section and the button in `/settings` are called in this member's client. */
const pressed = (): [string, string] =>
  clientLocale().startsWith('de') ? ['Richter', 'Einsetzen'] : ['Judge', 'Promote'];

/** Only who manages the server puts a judge in charge. @returns how, and the button for it */
function promote(): { how: Rich; press: TemplateResult } | null {
  const words = w().learn;
  const moderator = state.hello?.people.find((person) => person.moderator);
  if (!moderator) return null;
  if (moderator.id === state.hello?.you.id)
    return {
      how: words.promoteHow(slash('settings'), ...pressed()),
      press: button('type-settings', w().typeCommand(slash('settings')), () => type('settings')),
    };
  return {
    how: words.promoteAs(moderator.name, slash('settings')),
    press: button('learn-moderator', w().become(moderator.name), () => become(moderator.id)),
  };
}

const button = (testId: string, label: string, press: () => void) =>
  html`<button type="button" class="button secondary small" data-testid=${testId} @click=${press}>${label}</button>`;

function become(id: string): void {
  if (isNarrow()) state.guideOpen = false;
  becomeMember(id);
}

function type(command: string): void {
  leaveGuide();
  typeText(slash(command));
  focusNext('[data-testid="composer-input"]');
}

async function send(what: Act): Promise<void> {
  const result = await act(what);
  if (!result.ok && state.learning) state.learning = { ...state.learning, problem: result.problem };
  changed();
}
