import { html, nothing } from 'lit';
import { personAvatar } from '../avatar.ts';
import { icons } from '../icons.ts';
import { changed, focusNext, state } from '../state.ts';
import { setTheme } from '../theme.ts';

/** The channel's name, and the buttons for theme and guide. */
export function header() {
  const you = state.hello?.you;
  const channel = state.hello?.channels.find(({ id }) => id === state.channelId);
  const next = state.theme === 'dark' ? 'light' : 'dark';
  return html`<header class="channel-head">
    <button type="button" class="icon-button only-narrow" data-testid="open-rail" aria-label="Channels and people" aria-expanded=${state.railOpen} @click=${openRail}>${icons.menu}</button>
    <h1 class="channel-title">${icons.hash}<span>${channel?.name ?? ''}</span></h1>
    <p class="channel-topic">${channel?.topic || 'Ask, compare, vote blind'}</p>
    <span class="spring"></span>
    ${you ? html`<button type="button" class="you-small only-narrow" data-testid="you-small" aria-label="You are ${you.name}. Be somebody else" @click=${openPeople}>${personAvatar(you.id, you.name, 'small')}</button>` : nothing}
    <button type="button" class="icon-button" data-testid="theme" aria-label="Use the ${next} theme" title="Use the ${next} theme" @click=${() => setTheme(next)}>${next === 'light' ? icons.sun : icons.moon}</button>
    <button type="button" class="icon-button ${state.guideOpen ? 'is-on' : ''}" data-testid="guide-button" aria-label="Guide" title="Guide" aria-expanded=${state.guideOpen} @click=${toggleGuide}>${icons.help}</button>
  </header>`;
}

function openRail(): void {
  state.railOpen = true;
  changed();
}

function openPeople(): void {
  state.railOpen = true;
  focusNext('.person.is-you');
}

function toggleGuide(): void {
  state.guideOpen = !state.guideOpen;
  changed();
}
