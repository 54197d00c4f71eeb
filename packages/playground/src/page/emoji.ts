import { html, svg, type TemplateResult } from 'lit';

/** Drawn here, in the colours of the theme, so that they need no font for emoji. */
const drawn: Readonly<Record<string, TemplateResult>> = {
  '✅': svg`<rect x="2" y="2" width="20" height="20" rx="5" fill="#00863a"/><path d="M6.5 12.5l4 4 7-9" stroke="#fff" stroke-width="2.6"/>`,
  '❌': svg`<path d="M5 5l14 14M19 5L5 19" stroke="#d22d39" stroke-width="4"/>`,
  '⚠': svg`<path d="M12 3l10 17.5H2z" fill="#f0b232" stroke="#f0b232" stroke-width="2"/><path d="M12 9v5.5M12 17.7v.1" stroke="#111214" stroke-width="2.4"/>`,
  '⛔': svg`<circle cx="12" cy="12" r="10" fill="#d22d39"/><path d="M6.5 12h11" stroke="#fff" stroke-width="3.4"/>`,
};

const PATTERN = new RegExp(`(?:${Object.keys(drawn).join('|')})\\uFE0F?`, 'gu');
const plain = (emoji: string) => emoji.replace(/\uFE0F$/, '');

/** An emoji as a picture where there is one, and else as its character. */
export const emojiView = (emoji: string): TemplateResult => {
  const picture = drawn[plain(emoji)];
  return picture
    ? html`<svg class="emoji" viewBox="0 0 24 24" fill="none" stroke-linecap="round" stroke-linejoin="round" role="img" aria-label=${emoji}>${picture}</svg>`
    : html`<span class="emoji">${emoji}</span>`;
};

/** A text with its drawn emoji as pictures. */
export function withEmoji(text: string): string | (string | TemplateResult)[] {
  const found = text.match(PATTERN);
  if (!found) return text;
  return text.split(PATTERN).flatMap((between, at) => {
    const emoji = found[at];
    return [between, ...(emoji === undefined ? [] : [emojiView(emoji)])];
  });
}
