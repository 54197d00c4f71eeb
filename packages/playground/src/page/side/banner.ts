import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { changed, state } from '../state.ts';

/** Says which models answer, so that nobody takes practice models for real ones. */
export function banner() {
  const about = state.hello?.banner;
  if (state.connection === 'lost') {
    return html`<div class="banner is-lost" role="alert" data-testid="lost">The playground cannot be reached. It is tried again every few seconds; is it still running?</div>`;
  }
  if (!about || state.bannerClosed) return nothing;
  const all = `${about.models.join(', ')} · judge: ${about.judge}`;
  const names = `${listed.format([...new Set(about.models.map(shortName))])} write, ${shortName(about.judge)} judges.`;
  return html`<aside class="banner ${about.practice ? 'is-practice' : ''}" aria-label="Which models answer" data-testid="banner" title=${all}>
    ${icons.flask}
    <span>${
      about.practice
        ? html`<strong>Practice models at work</strong><span class="only-wide">: ${names} They know some questions by heart. With <code>ANTHROPIC_API_KEY</code> or <code>HF_TOKEN</code> set, real ones answer.</span>`
        : html`<strong>Real models at work.</strong> ${names}`
    }</span>
    <button type="button" class="icon-button" aria-label="Close this note" @click=${close}>${icons.cross}</button>
  </aside>`;
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' });

/** A model's name without its vendor, its address and `practice-`. */
const shortName = (model: string) => model.replace(/^[a-z]+:(?:practice-)?/, '').replace(/@.*$/, '');

function close(): void {
  state.bannerClosed = true;
  changed();
}
