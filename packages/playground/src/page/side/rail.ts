import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';
import { w } from '../words/words.ts';
import { people, youPanel } from './people.ts';

/** Servers, channels and members. In a narrow window it covers the channel. */
export const rail = () => html`
  ${state.railOpen ? html`<div class="drawer-shade" @click=${closeRail}></div>` : nothing}
  <nav class="rail ${state.railOpen ? 'is-open' : ''}" aria-label=${w().serverAndChannels}>
    <div class="servers">
      <span class="server is-bot" aria-hidden="true" title="Tribunal">${icons.scales}</span>
      <span class="servers-line" aria-hidden="true"></span>
      <span class="server is-here" aria-hidden="true" title="The Playground">TP</span>
    </div>
    <div class="channels">
      <p class="server-name"><span>The Playground</span></p>
      <div class="channel-list">
        <p class="channel-group">${w().textChannels}</p>
        <ul>
          ${(state.hello?.channels ?? []).map(
            ({ id, name }) => html`<li>
              <button type="button" class="channel ${id === state.channelId ? 'is-here' : ''}" aria-current=${id === state.channelId ? 'page' : nothing} data-testid="channel" @click=${() => goTo(id)}>${icons.hash}<span>${name}</span></button>
            </li>`,
          )}
        </ul>
        ${people()}
      </div>
      ${youPanel()}
    </div>
  </nav>`;

function goTo(id: string): void {
  state.channelId = id;
  closeRail();
}

/** Closes the rail where it covers the channel. The focus goes to the button that opens it. */
export function closeRail(): void {
  if (state.railOpen) focusNext('[data-testid="open-rail"]');
  state.railOpen = false;
  changed();
}
