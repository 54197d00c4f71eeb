import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { icons } from '../icons.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';
import { beginDraft, giveUp, openCompletions, typeText } from './actions.ts';
import { commandFields } from './command-fields.ts';
import { textDraft } from './draft.ts';
import { composerKey } from './keys.ts';
import { completionsId, composerPanel, markedId } from './panel.ts';
import { send } from './send.ts';

/** The composer: plain text until a command is chosen, then a field for each option. */
export function composer() {
  const { draft } = state;
  const channel = state.hello?.channels.find(({ id }) => id === state.channelId)?.name ?? '';
  const open = openCompletions().length > 0;
  const canSend = draft.command !== null || draft.text.trim() !== '';
  return html`<form class="composer" data-testid="composer" @submit=${submit} @keydown=${composerKey}>
    <div class="composer-box ${draft.command ? 'has-command' : ''}">
      ${
        draft.command
          ? html`<button type="button" class="icon-button" data-testid="cancel-command" aria-label=${w().cancelCommand} title=${w().cancelCommand} @click=${giveUp}>${icons.cross}</button>
              ${commandFields(draft.command)}`
          : html`<button type="button" class="icon-button" data-testid="commands-button" aria-label=${w().showCommands} title=${w().commands} @click=${() => beginDraft(textDraft('/'))}>${icons.commands}</button>
              <textarea
                class="composer-input grows"
                rows="1"
                data-testid="composer-input"
                aria-label=${w().messageTo(channel)}
                aria-autocomplete="list"
                aria-controls=${open ? completionsId : nothing}
                aria-activedescendant=${open ? markedId() : nothing}
                placeholder=${w().typeToAsk(channel)}
                autocomplete="off"
                .value=${live(draft.text)}
                @input=${(event: Event) => typeText((event.target as HTMLTextAreaElement).value)}
              ></textarea>`
      }
      <button type="submit" class="send-button" data-testid="send" aria-label=${w().send} title=${w().send} ?disabled=${!canSend}>${icons.send}</button>
    </div>
    ${composerPanel()}
  </form>`;
}

function submit(event: Event): void {
  event.preventDefault();
  send();
}
