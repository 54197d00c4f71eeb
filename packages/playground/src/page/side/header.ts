import { html, nothing } from 'lit';
import { personAvatar } from '../avatar.ts';
import { icons } from '../icons.ts';
import { switchLanguage } from '../language.ts';
import { changed, focusNext, state } from '../state.ts';
import { chooseTheme } from '../theme.ts';
import { w } from '../words/words.ts';
import { toggleGuide } from './guide-place.ts';

/** The channel's name, and the buttons for language, theme and guide. */
export function header() {
  const you = state.hello?.you;
  const channel = state.hello?.channels.find(({ id }) => id === state.channelId);
  const next = state.theme === 'dark' ? 'light' : 'dark';
  const themeLabel = next === 'light' ? w().useLight : w().useDark;
  return html`<header class="channel-head">
    <button type="button" class="icon-button only-narrow" data-testid="open-rail" aria-label=${w().channelsAndPeople} aria-expanded=${state.railOpen} @click=${openRail}>${icons.menu}</button>
    <h1 class="channel-title">${icons.hash}<span>${channel?.name ?? ''}</span></h1>
    <p class="channel-topic">${channel?.topic || w().topic}</p>
    <span class="spring"></span>
    ${you ? html`<button type="button" class="you-small only-narrow" data-testid="you-small" aria-label=${w().youAreBeSomebodyElse(you.name)} @click=${openPeople}>${personAvatar(you.id, you.name, 'small')}</button>` : nothing}
    <button type="button" class="icon-button language" data-testid="language" lang=${state.language === 'en' ? 'de' : 'en'} aria-label="${w().otherLanguageCode}: ${w().otherLanguage}" title=${w().otherLanguage} @click=${switchLanguage}>${w().otherLanguageCode}</button>
    <button type="button" class="icon-button" data-testid="theme" aria-label=${themeLabel} title=${themeLabel} @click=${() => chooseTheme(next)}>${next === 'light' ? icons.sun : icons.moon}</button>
    <button type="button" class="icon-button ${state.guideOpen ? 'is-on' : ''}" data-testid="guide-button" aria-label=${w().guide} title=${w().guide} aria-expanded=${state.guideOpen} @click=${toggleGuide}>${icons.help}</button>
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
