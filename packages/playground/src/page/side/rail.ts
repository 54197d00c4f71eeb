import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { changed, state } from '../state.ts';
import { people, youPanel } from './people.ts';

/** Servers, channels and members. In a narrow window it covers the channel. */
export const rail = () => html`
  ${state.railOpen ? html`<div class="drawer-shade" @click=${closeRail}></div>` : nothing}
  <nav class="rail ${state.railOpen ? 'is-open' : ''}" aria-label="Server and channels" @keydown=${closeByKey}>
    <div class="servers">
      <span class="server is-bot" aria-hidden="true" title="Tribunal">${icons.scales}</span>
      <span class="servers-line" aria-hidden="true"></span>
      <span class="server is-here" aria-hidden="true" title="The Playground">TP</span>
    </div>
    <div class="channels">
      <p class="server-name"><span>The Playground</span></p>
      <div class="channel-list">
        <p class="channel-group">Text channels</p>
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

function closeRail(): void {
  state.railOpen = false;
  changed();
}

const closeByKey = (event: KeyboardEvent) => {
  if (event.key === 'Escape' && state.railOpen) closeRail();
};
