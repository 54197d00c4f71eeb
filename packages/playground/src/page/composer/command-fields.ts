import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { state } from '../state.ts';
import { w } from '../words/words.ts';
import { focusOption, openCompletions, typeOption } from './actions.ts';
import { attachment, type Command, type Filled } from './draft.ts';
import { fileInput } from './file-input.ts';
import { completionsId, markedId, problemId } from './panel.ts';

/** The chosen command with a field for each option in use. */
export const commandFields = (command: Command) => html`<div class="command-fields">
  <span class="command-name">/${command.label}</span>
  ${repeat(
    state.draft.filled,
    ({ name }) => `${command.name} ${name}`,
    (filled) => field(command, filled),
  )}
</div>`;

function field(command: Command, filled: Filled) {
  const { name, typed } = filled;
  const option = command.options.find((o) => o.name === name);
  const label = option?.label ?? name;
  const problem = state.draft.problems[name];
  const focused = state.draft.focused === name;
  const list = focused && openCompletions().length > 0;
  const numeric = option?.type === 4 || option?.type === 10;
  return html`<label class="option-field ${focused ? 'is-focused' : ''} ${problem ? 'is-wrong' : ''}">
    <span class="option-name">${label}</span>
    ${
      option?.type === attachment
        ? fileInput(filled, option, problem !== undefined)
        : html`<textarea
      class="option-input grows"
      rows="1"
      data-testid="option-${name}"
      data-option=${name}
      aria-label="${label}${option?.required ? `, ${w().required}` : ''}: ${option?.description ?? ''}"
      aria-autocomplete="list"
      aria-controls=${list ? completionsId : nothing}
      aria-activedescendant=${list ? markedId() : nothing}
      aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby=${problem ? problemId : nothing}
      inputmode=${numeric ? 'numeric' : nothing}
      autocomplete="off"
      .value=${live(typed)}
      @focus=${() => focusOption(name)}
      @input=${(event: Event) => typeOption(name, (event.target as HTMLTextAreaElement).value)}
    ></textarea>`
    }
  </label>`;
}
