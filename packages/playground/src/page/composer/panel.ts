import { html, nothing, type TemplateResult } from 'lit';
import { botAvatar } from '../avatar.ts';
import { slash } from '../command-labels.ts';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';
import { w } from '../words/words.ts';
import { addOption, complete, offerCommand, openCompletions, removeOption } from './actions.ts';
import { type Completion, hasAutocomplete } from './completions.ts';
import type { Command, CommandOption } from './draft.ts';
import { say } from './send.ts';

export const completionsId = 'completions';
export const problemId = 'composer-problem';
export const markedId = () => `completion-${state.activeChoice}`;

/** The panel above the composer: completions, help for an option, problems, or an offer to use /ask. */
export function composerPanel() {
  const { draft } = state;
  const completions = openCompletions();
  const problem = (draft.focused && draft.problems[draft.focused]) || draft.problems[''];
  const parts: TemplateResult[] = [];
  if (state.replyTo !== null) parts.push(replying());
  if (draft.offer) parts.push(kindWord(draft.text.trim()));
  if (problem)
    parts.push(html`<p class="panel-problem" id=${problemId} role="alert" data-testid="problem">${problem}</p>`);
  if (draft.command) parts.push(optionHelp(draft.command));
  if (draft.text.startsWith('/') && state.commands.length === 0) parts.push(notReady());
  if (completions.length > 0) parts.push(list(completions));
  if (draft.command && otherOptions(draft.command).length > 0) parts.push(optionChips(draft.command));
  return parts.length === 0 ? nothing : html`<div class="composer-panel">${parts}</div>`;
}

function kindWord(text: string) {
  return html`<div class="panel-offer" role="status" data-testid="offer">
    <p>${w().nobodySpokenTo(slash('ask'))}</p>
    <button type="button" class="button primary" data-testid="offer-ask" @click=${() => offerCommand(text)}>${w().askWith(slash('ask'))}</button>
    <button type="button" class="button secondary" data-testid="offer-chat" @click=${() => say(`@Tribunal ${text}`, state.draft)}>${w().chatWith}</button>
  </div>`;
}

const replying = () => html`<p class="panel-help" data-testid="replying">
  <span>${w().replying()}</span>
  <button type="button" class="text-button" data-testid="cancel-reply" @click=${cancelReply}>${w().cancel}</button>
</p>`;

function cancelReply(): void {
  state.replyTo = null;
  focusNext('[data-testid="composer-input"]');
}

const notReady = () => html`<p class="panel-help" role="status">${w().noCommandsYet}</p>`;

function optionHelp(command: Command) {
  const option = command.options.find(({ name }) => name === state.draft.focused);
  const wait = option && hasAutocomplete(option) && !state.autocomplete;
  const note = state.autocomplete?.problem ?? (wait ? w().loadingOptions : noneFound(option));
  return html`<p class="panel-help">
    <strong>${option ? option.label : `/${command.label}`}</strong>
    <span>${option ? option.description : command.description}</span>
    ${note ? html`<em class="panel-note" role="status">${note}</em>` : nothing}
  </p>`;
}

const noneFound = (option?: CommandOption) =>
  option && hasAutocomplete(option) && state.autocomplete?.choices?.length === 0 ? w().noneFound : null;

const list = (completions: readonly Completion[]) => html`<div
  class="completions"
  id=${completionsId}
  role="listbox"
  aria-label=${completions[0]?.kind === 'command' ? w().commands : w().values}
  data-testid="completions"
>
  ${completions.map(
    (completion, index) => html`<div
      class="completion ${index === state.activeChoice ? 'is-active' : ''}"
      id="completion-${index}"
      role="option"
      aria-selected=${index === state.activeChoice}
      data-testid="completion"
      @mousedown=${(event: Event) => event.preventDefault()}
      @mousemove=${() => mark(index)}
      @click=${() => complete(completion)}
    >
      ${
        completion.kind === 'command'
          ? html`${botAvatar('small')}<span class="completion-text"><b>/${completion.command.label}</b><span>${completion.command.description}</span></span><span class="completion-app">Tribunal</span>`
          : html`<span class="completion-text"><b>${completion.name}</b></span>`
      }
    </div>`,
  )}
</div>`;

function mark(index: number): void {
  if (state.activeChoice === index) return;
  state.activeChoice = index;
  changed();
}

const otherOptions = (command: Command) => command.options.filter(({ required }) => !required);

const optionChips = (
  command: Command,
) => html`<div class="option-chips" role="group" aria-label=${w().optionalSettings}>
  <span class="option-chips-label">${w().optional}</span>
  ${otherOptions(command).map(({ name, label, description }) => {
    const used = state.draft.filled.some((filled) => filled.name === name);
    return html`<button
      type="button"
      class="option-chip ${used ? 'is-used' : ''}"
      data-testid="chip-${name}"
      aria-pressed=${used}
      title=${description}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => (used ? removeOption(name) : addOption(name))}
    >${used ? icons.check : icons.plus}${label}</button>`;
  })}
</div>`;
