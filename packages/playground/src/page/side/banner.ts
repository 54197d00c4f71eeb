import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { changed, state } from '../state.ts';

/** Says by name who writes and who judges, so that nobody takes practice models for real ones. */
export function banner() {
  const about = state.hello?.banner;
  if (state.connection === 'lost') {
    return html`<div class="banner is-lost" role="alert" data-testid="lost">The playground cannot be reached. It is tried again every few seconds; is it still running?</div>`;
  }
  if (!about || state.bannerClosed) return nothing;
  const all = `${about.models.join(', ')} · judge: ${about.judge}`;
  const [writers, judge] = [about.models.some(isPractice), isPractice(about.judge)];
  const names = listed.format([...new Set(about.models.map(shortName))]);
  const write = about.models.length > 1 ? 'write' : 'writes';
  return html`<aside class="banner ${about.practice ? 'is-practice' : ''}" aria-label="Which models answer" data-testid="banner" title=${all}>
    ${icons.flask}
    <span>${
      writers
        ? html`<strong>Practice models at work</strong>: ${names} ${write}<span class="only-wide"> what people wrote for some questions</span>, `
        : html`<strong>${names}</strong> ${write}, `
    }${
      about.models.every((model) => model === about.judge)
        ? html`and judges its own answers.`
        : judge
          ? html`and a practice judge <b>with an answer key</b> judges<span class="only-wide">, not a model: it knows the practice answers alone</span>.`
          : html`and <strong>${shortName(about.judge)}</strong> judges.`
    }</span>
    <button type="button" class="icon-button" aria-label="Close this note" @click=${close}>${icons.cross}</button>
  </aside>`;
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' });

const isPractice = (model: string) => /^[a-z]+:practice-/.test(model);

/** A model's name without its vendor, its address and `practice-`. */
const shortName = (model: string) => model.replace(/^[a-z]+:(?:practice-)?/, '').replace(/@.*$/, '');

function close(): void {
  state.bannerClosed = true;
  changed();
}
